import type { Issue } from '../../issue/issue.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { count, countOf } from '../count.ts';
import { Scroll } from '../scroll.tsx';
import type { UncertainBatch } from './progress.ts';

interface UncertainProps {
  readonly deps: WebDeps;
  readonly issue: Issue;
  readonly batches: readonly UncertainBatch[];
}

/** Batches of which nobody knows whether they went out: shown, never guessed about. */
export function UncertainSection({ deps, issue, batches }: UncertainProps) {
  if (batches.length === 0) return null;
  const zone = deps.publication.timezone;
  return (
    <section className="part-of">
      <h2>Uncertain batches</h2>
      <p>
        The connection ended without a clear answer, and the mail API can no longer be asked. Look into its
        own log for these readers, then say what you found. If mail events still come in, the batch clears up
        by itself.
      </p>
      <Scroll label="Uncertain batches">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Batch</th>
              <th scope="col">Provider</th>
              <th scope="col" className="number">
                Readers
              </th>
              <th scope="col">Unclear since</th>
              <th scope="col">What is known</th>
              <th scope="col">Decide</th>
            </tr>
          </thead>
          <tbody>
            {batches.map(batch => (
              <tr key={batch.n}>
                <th scope="row">{batch.n}</th>
                <td>{batch.provider}</td>
                <td className="number">{count(batch.members)}</td>
                <td>{batch.unclearSince === null ? '—' : <Instant at={batch.unclearSince} zone={zone} />}</td>
                <td className="many-words">
                  <Known batch={batch} week={issue.week} />
                </td>
                <td>
                  <a href={`/desk/issues/${issue.week}/progress/batches/${batch.n}`}>Decide…</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** Everything there is to go by. */
export function Known({ batch, week }: { batch: UncertainBatch; week: string }) {
  const tries = countOf(batch.attempts, 'attempt');
  const proofs =
    batch.proofs === 0
      ? 'no mail event about any of them'
      : `mail events about ${count(batch.proofs)} of them`;
  return (
    <>
      {[batch.reason, `${tries}, ${proofs}.`].filter(Boolean).join(' ')}{' '}
      <a href={`/desk/issues/${week}/recipients?after=${batch.firstSeq - 1}`}>
        {`Readers ${count(batch.firstSeq)} to ${count(batch.lastSeq)}`}
      </a>
    </>
  );
}
