import type { ReactNode } from 'react';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { count } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import { Scroll } from '../scroll.tsx';
import { LedgerTable } from './ledger-table.tsx';
import type { Progress, UncertainBatch } from './progress.ts';
import { PROGRESS_SCRIPT_PATH } from './progress-script.ts';
import { isLive } from './progress-stream.ts';
import { progressWords } from './progress-words.ts';
import { RecipientsFile } from './recipients-file.tsx';
import type { IssueReport } from './report.ts';
import { ReportSection } from './report-section.tsx';
import { SteerSection } from './steer-section.tsx';
import { UncertainSection } from './uncertain-section.tsx';

interface ProgressPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly progress: Progress;
  readonly uncertain: readonly UncertainBatch[];
  /** Null before the freeze. */
  readonly report: IssueReport | null;
  readonly note: string;
  readonly problem: string;
}

/** Without scripts the page asks again this often while an issue goes out, seconds. */
const REFRESH_S = 10;

/** "Going out": how far an issue is, what may be done about it, and afterwards how it was taken. */
export function ProgressPage(props: ProgressPageProps) {
  const { deps, editor, progress, uncertain, report, note, problem } = props;
  const { issue } = progress;
  const live = isLive(progress);
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`Going out, ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="progress" />}
      note={note}
      problem={problem}
      head={live ? <LiveHead /> : null}
    >
      {progress.kind === 'before' ? (
        <NothingYet week={issue.week} />
      ) : (
        <>
          <Numbers deps={deps} progress={progress} live={live} />
          <UncertainSection deps={deps} issue={issue} batches={uncertain} />
          <ReportSection deps={deps} issue={issue} report={report} />
          <WhoGotIt week={issue.week} live={live} />
          <PutRight week={issue.week} />
        </>
      )}
    </DeskPage>
  );
}

function LiveHead() {
  return (
    <>
      <script type="module" src={PROGRESS_SCRIPT_PATH} />
      <noscript>
        <meta httpEquiv="refresh" content={String(REFRESH_S)} />
      </noscript>
    </>
  );
}

function NothingYet({ week }: { week: string }) {
  return (
    <>
      <p className="lead">Nothing of this issue has gone out.</p>
      <p>
        {'It goes when it is approved and its time has come. '}
        <a href={`/desk/issues/${week}/check`}>Check and approve</a>
      </p>
    </>
  );
}

function Numbers({
  deps,
  progress,
  live,
}: {
  deps: WebDeps;
  progress: Exclude<Progress, { kind: 'before' }>;
  live: boolean;
}) {
  const { week } = progress.issue;
  const words = progressWords(progress, deps.publication.timezone);
  const address = live ? `/desk/issues/${week}/progress/events` : undefined;
  return (
    <div className="numbers" data-progress={address}>
      <h2>Where every reader stands</h2>
      <p className="far">
        <b data-live="done">{words.done}</b> <span className="soft">settled</span>
      </p>
      <progress max={100} value={Number(words.share)} data-live="share" aria-label="Settled, per cent" />
      <p data-live="pace">{words.pace}</p>
      <div className="ledger-and-steer">
        <SteerSection issue={progress.issue} />
        <div>
          <LedgerTable week={week} words={words} />
          {live ? (
            <p className="soft">
              <span role="status" data-live-note="">{`Loads itself again every ${REFRESH_S} seconds.`}</span>{' '}
              <a href={`/desk/issues/${week}/progress`}>Look again now</a>
            </p>
          ) : null}
        </div>
      </div>
      {progress.kind === 'frozen' && progress.hours.length > 0 ? (
        <Hours deps={deps} hours={progress.hours} />
      ) : null}
    </div>
  );
}

function Hours({
  deps,
  hours,
}: {
  deps: WebDeps;
  hours: Extract<Progress, { kind: 'frozen' }>['hours'];
}): ReactNode {
  return (
    <>
      <h3>By the readers’ own hour</h3>
      <Scroll label="Local hours">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{`Goes at (${deps.publication.timezone})`}</th>
              <th scope="col" className="number">
                Readers
              </th>
              <th scope="col" className="number">
                Settled
              </th>
            </tr>
          </thead>
          <tbody>
            {hours.map(hour => (
              <tr key={hour.dueAt}>
                <th scope="row">
                  <Instant at={hour.dueAt} zone={deps.publication.timezone} />
                </th>
                <td className="number">{count(hour.members)}</td>
                <td className="number">{count(hour.settled)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

/** No field while it goes out: the page loads itself again, and what was typed would be gone. */
function WhoGotIt({ week, live }: { week: string; live: boolean }) {
  const base = `/desk/issues/${week}/recipients`;
  return (
    <section className="part-of">
      <h2>Who got it, and who did not</h2>
      {live ? (
        <p>
          <a href={`${base}#q`}>Find a reader…</a>
        </p>
      ) : (
        <Find action={base} />
      )}
      <p>
        <a href={base}>Everybody, one line a reader</a>
      </p>
      <RecipientsFile week={week} />
    </section>
  );
}

function Find({ action }: { action: string }) {
  return (
    <form action={action} className="find">
      <label htmlFor="q">An address or a part of it, a number, or words of a reason</label>
      <div className="line">
        <input id="q" name="q" maxLength={254} autoComplete="off" spellCheck={false} />
        <button type="submit" className="button">
          Find
        </button>
      </div>
    </form>
  );
}

function PutRight({ week }: { week: string }) {
  return (
    <section className="part-of">
      <h2>Something was wrong in it?</h2>
      <ul className="remedies">
        <li>
          <a href={`/desk/issues/${week}/links`}>A link leads to the wrong place</a>
          <span className="soft">: mend it for every mail that is out, at once.</span>
        </li>
        <li>
          <a href={`/desk/issues/${week}/correction`}>A price, a name or a verdict is wrong</a>
          <span className="soft">: one short correction to those who got it, approved on its own.</span>
        </li>
        <li>
          A typing mistake<span className="soft">: leave it. Every mail costs more attention than it.</span>
        </li>
      </ul>
    </section>
  );
}
