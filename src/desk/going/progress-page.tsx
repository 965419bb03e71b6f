import type { IssueReport } from '../../newsroom/going/report.ts';
import type { TrialLook } from '../../newsroom/going/trial-look.ts';
import type { HourProgress, UncertainBatch } from '../../storage/delivery/progress.ts';
import { Instant } from '../../web/instant.tsx';
import { usePublication } from '../../web/publication.tsx';
import { NUMBER, Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import { IssuePage } from '../issue-page.tsx';
import { useVisit } from '../visit.tsx';
import { LedgerTable } from './ledger-table.tsx';
import type { Progress } from './progress.ts';
import { PROGRESS_SCRIPT_PATH } from './progress-script.ts';
import { isLive } from './progress-stream.ts';
import { progressWords } from './progress-words.ts';
import { PromiseSection } from './promise-section.tsx';
import { RecipientFinder } from './recipient-finder.tsx';
import { RecipientsFile } from './recipients-file.tsx';
import { RefusedSection } from './refused-section.tsx';
import { ReportSection } from './report-section.tsx';
import { SteerSection } from './steer-section.tsx';
import { TrialSection } from './trial-section.tsx';
import { UncertainSection } from './uncertain-section.tsx';

interface ProgressPageProps {
  readonly progress: Progress;
  readonly uncertain: readonly UncertainBatch[];
  /** Readers who were refused for a reason that is not about them. */
  readonly refused: number;
  /** Null where the issue has one subject. */
  readonly trial: TrialLook | null;
  /** Null before the freeze. */
  readonly report: IssueReport | null;
  readonly note: string;
  readonly problem: string;
}

/** Without scripts the page asks again this often while an issue goes out, seconds. */
const REFRESH_S = 10;

/** "Going out": how far an issue is, what may be done about it, and afterwards how it was taken. */
export function ProgressPage(props: ProgressPageProps) {
  const { progress, uncertain, refused, trial, report, note, problem } = props;
  const { issue } = progress;
  const live = isLive(progress);
  return (
    <IssuePage
      title={`Going out, ${issue.week}`}
      issue={issue}
      tab="progress"
      note={note}
      problem={problem}
      head={live ? <LiveHead /> : null}
    >
      {progress.kind === 'before' ? (
        <NothingYet progress={progress} live={live} />
      ) : (
        <>
          <Numbers progress={progress} live={live} isOnTrial={trial !== null} />
          <TrialSection issue={issue} look={trial} />
          <UncertainSection issue={issue} batches={uncertain} />
          <RefusedSection issue={issue} readers={refused} />
          <ReportSection issue={issue} report={report} />
          <WhoGotIt week={issue.week} live={live} />
          <PutRight week={issue.week} />
          <PromiseSection />
        </>
      )}
    </IssuePage>
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

function NothingYet({ progress, live }: { progress: Before; live: boolean }) {
  const { issue } = progress;
  return (
    <div data-progress={live ? eventsOf(progress) : undefined}>
      <StateLine progress={progress} />
      {live ? <LiveNote week={issue.week} /> : null}
    </div>
  );
}

type Before = Extract<Progress, { kind: 'before' }>;

/** Where a page in this state asks for what is new. */
function eventsOf({ kind, issue }: Progress): string {
  const page = kind === 'before' ? 'before' : 'numbers';
  return `/desk/issues/${issue.week}/progress/events?page=${page}`;
}

/** How it stands, before every number. */
function StateLine({ progress }: { progress: Progress }) {
  const { timezone } = usePublication();
  const { room } = useVisit();
  const { state } = progress.issue;
  return (
    <p className={`how-it-stands ${state}`} data-live="state">
      {progressWords(progress, timezone, room.now()).state}
    </p>
  );
}

function LiveNote({ week }: { week: string }) {
  return (
    <p className="soft">
      <span role="status" data-live-note="">{`Reloads every ${REFRESH_S} seconds.`}</span>{' '}
      <a href={`/desk/issues/${week}/progress`}>Look again now</a>
    </p>
  );
}

interface NumbersProps {
  readonly progress: Exclude<Progress, Before>;
  readonly live: boolean;
  /** Whether its readers are due by subject, and not by their local hour. */
  readonly isOnTrial: boolean;
}

function Numbers({ progress, live, isOnTrial }: NumbersProps) {
  const { timezone } = usePublication();
  const { room } = useVisit();
  const { week } = progress.issue;
  const words = progressWords(progress, timezone, room.now());
  return (
    <div className="numbers" data-progress={live ? eventsOf(progress) : undefined}>
      <StateLine progress={progress} />
      <p className="far">
        <b data-live="done">{words.done}</b> <span className="soft">settled</span>
      </p>
      <progress max={100} value={Number(words.share)} data-live="share" aria-label="Settled, per cent" />
      <p data-live="pace">{words.pace}</p>
      <div className="ledger-and-steer">
        <SteerSection issue={progress.issue} />
        <div>
          <h2>Where every reader stands</h2>
          <LedgerTable week={week} words={words} />
          {live ? <LiveNote week={week} /> : null}
        </div>
      </div>
      {progress.kind === 'frozen' && !isOnTrial && progress.hours.length > 0 ? (
        <Hours hours={progress.hours} />
      ) : null}
    </div>
  );
}

function Hours({ hours }: { hours: readonly HourProgress[] }) {
  const { timezone } = usePublication();
  return (
    <>
      <h3>By readers’ local hour</h3>
      <Table
        label="Local hours"
        lines={hours}
        keyOf={({ dueAt }) => dueAt}
        columns={[
          { head: `Goes at (${timezone})`, names: true, cell: ({ dueAt }) => <Instant at={dueAt} /> },
          { head: 'Readers', ...NUMBER, cell: ({ members }) => count(members) },
          { head: 'Settled', ...NUMBER, cell: ({ settled }) => count(settled) },
        ]}
      />
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
        <RecipientFinder week={week} />
      )}
      <p>
        <a href={base}>Everybody, one line per reader</a>
      </p>
      <RecipientsFile week={week} />
    </section>
  );
}

function PutRight({ week }: { week: string }) {
  return (
    <section className="part-of">
      <h2>Something was wrong in it?</h2>
      <ul className="remedies">
        <li>
          <a href={`/desk/issues/${week}/links`}>A link leads to the wrong place</a>
          <span className="soft">: mend it in every mail that is out, at once.</span>
        </li>
        <li>
          <a href={`/desk/issues/${week}/correction`}>A price, a name or a verdict is wrong</a>
          <span className="soft">: one short correction to those who got it, approved on its own.</span>
        </li>
        <li>
          A typing mistake
          <span className="soft">: leave it. A second mail costs more attention than it is worth.</span>
        </li>
      </ul>
    </section>
  );
}
