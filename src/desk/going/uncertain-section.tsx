import type { Issue } from '../../issue/issue.ts';
import type { UncertainBatch } from '../../storage/delivery/progress.ts';
import { Instant } from '../../web/instant.tsx';
import { NUMBER, Table } from '../../web/table.tsx';
import { count, countOf } from '../count.ts';

interface UncertainProps {
  readonly issue: Issue;
  readonly batches: readonly UncertainBatch[];
}

/** Batches of which nobody knows whether they went out: shown, never guessed about. */
export function UncertainSection({ issue: { week }, batches }: UncertainProps) {
  if (batches.length === 0) return null;
  return (
    <section className="part-of">
      <h2>Uncertain batches</h2>
      <p>
        The connection ended without a clear answer, and asking again could send the mail twice. Look these
        readers up in the mail service’s own log, then say what you found. Whoever a mail event or that
        service’s record still names clears up by itself.
      </p>
      <Table
        label="Uncertain batches"
        folds
        lines={batches}
        keyOf={({ n }) => n}
        columns={[
          { head: 'Batch', foldedHead: 'Batch', names: true, cell: ({ n }) => n },
          { head: 'Provider', cell: ({ provider }) => provider },
          { head: 'Readers', ...NUMBER, cell: ({ members }) => count(members) },
          {
            head: 'Unclear since',
            cell: ({ unclearSince }) => (unclearSince === null ? '—' : <Instant at={unclearSince} />),
          },
          {
            head: 'What is known',
            className: 'many-words',
            cell: batch => <Known batch={batch} week={week} />,
          },
          {
            head: 'Decide',
            foldedHead: '',
            cell: ({ n }) => <a href={`/desk/issues/${week}/progress/batches/${n}`}>Decide…</a>,
          },
        ]}
      />
      {batches.length === 1 ? null : (
        <p>
          <a
            href={`/desk/issues/${week}/progress/uncertain`}
          >{`Decide for all ${count(batches.length)} batches at once…`}</a>
        </p>
      )}
    </section>
  );
}

/** What the mail service's own record showed; nothing where it has none or was not asked yet. */
function RecordSays({ batch: { lookedAt, unseenAt } }: { batch: UncertainBatch }) {
  if (lookedAt === null) return null;
  return (
    <>
      {'We asked the mail service’s own record '}
      <Instant at={lookedAt} />
      {unseenAt === null
        ? ': it does not show them, but it does not show later mails yet either. '
        : ': it shows mails from before and after, and none of these. '}
    </>
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
      {[batch.reason, `${tries}, ${proofs}.`].filter(Boolean).join(' ')} <RecordSays batch={batch} />
      <a href={`/desk/issues/${week}/recipients?after=${batch.firstSeq - 1}`}>
        {`Readers ${count(batch.firstSeq)} to ${count(batch.lastSeq)}`}
      </a>
    </>
  );
}
