import type { Issue } from '../../issue/issue.ts';
import {
  COMPARED_WITH,
  type Compared,
  FEWEST_READERS,
  type Judgement,
} from '../../newsroom/going/compare-issue.ts';
import type { IssueReport, MetricName } from '../../newsroom/going/report.ts';
import { VoteCourse } from '../../readers/vote/vote-course.tsx';
import { Instant } from '../../web/instant.tsx';
import { type Column, NUMBER, Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import { SendRateChart } from './send-rate-chart.tsx';
import { UsualChart } from './usual-chart.tsx';
import { percent } from './usual-words.ts';

interface ReportProps {
  readonly issue: Issue;
  readonly report: IssueReport | null;
}

/** How an issue was taken, number by number beside what is usual. */
export function ReportSection({ issue, report }: ReportProps) {
  if (report === null) return null;
  return (
    <>
      {report.sending === null ? null : (
        <section className="part-of">
          <h2>{issue.settledAt === null ? 'How it is going out' : 'How it went out'}</h2>
          <SendRateChart course={report.sending} />
        </section>
      )}
      <Taken issue={issue} report={report} />
    </>
  );
}

function Taken({ issue, report }: { readonly issue: Issue; readonly report: IssueReport }) {
  // While it goes out there is nothing to compare yet, unless the mail API has begun to tell.
  if (!report.isReported && issue.settledAt === null) return null;
  return (
    <section className="part-of">
      <h2>How it was received</h2>
      {report.isReported ? null : <p>{report.isSilent ? NOTHING_BACK : NOTHING_REPORTED}</p>}
      <UsualChart
        lines={report.lines}
        table={
          <Table
            label="How it was received"
            folds
            className="rows report"
            lines={linesOf(report)}
            keyOf={({ name }) => name}
            rowClass={({ part }) => (part ? 'minor' : undefined)}
            columns={COLUMNS}
          />
        }
      />
      <Notes report={report} />
      <Votes report={report} />
      <p>
        <a href={`/desk/issues/${issue.week}/report.csv`}>The report as CSV</a>
      </p>
    </section>
  );
}

const NOTHING_REPORTED =
  'The mail API has reported nothing about this issue: deliveries, bounces and clicks are known from its webhook alone, and without them there is nothing to divide by.';
const NOTHING_BACK =
  'Nothing has come back of this issue, neither a bounce nor a complaint. Over SMTP nobody reports the mails that arrive, so shares are of all that were handed over; and without BOUNCE_DOMAIN bounces are not seen here either.';

/** Each pairing's vote over time, once there is one to draw. */
function Votes({ report: { votes } }: { readonly report: IssueReport }) {
  const drawn = votes.filter(({ course }) => course.points.length > 0);
  if (drawn.length === 0) return null;
  return (
    <>
      <h3>The votes over time</h3>
      <div className="courses">
        {drawn.map(({ position, title, names, course }) => (
          <div key={position}>
            <h4 dir="auto">{title}</h4>
            <VoteCourse id={`vote-${position}`} course={course} names={names} />
          </div>
        ))}
      </div>
    </>
  );
}

/** A number and what of. */
interface Line extends Compared {
  readonly name: string;
  readonly whole: string;
  /** Whether it is a part of the number above it. */
  readonly part: boolean;
}

function linesOf({ lines, votes, isReported, isSilent }: IssueReport): Line[] {
  const said = (whole: string) => (isSilent ? whole.replace('the delivered', 'those handed over') : whole);
  return lines
    .filter(({ name }) => isReported || OWN.has(name))
    .flatMap(line => {
      const [name, whole] = NAMES[line.name];
      const parts = line.name === 'voted' ? votes : [];
      return [
        { ...line, name, whole: said(whole), part: false },
        ...parts.map(vote => ({
          ...vote,
          name: vote.title,
          whole: said('votes, of the delivered'),
          part: true,
        })),
      ];
    });
}

const NAMES: Readonly<Record<MetricName, readonly [string, string]>> = {
  delivered: ['Delivered', 'of the submitted'],
  bounced: ['Bounced', 'of the submitted'],
  complained: ['Reported as spam', 'of the delivered'],
  clicked: ['People who clicked', 'of the delivered'],
  voted: ['Votes', 'of the delivered, for each pairing'],
  unsubscribed: ['Left before the next issue', 'of the delivered'],
};

/** What is known without the mail API. */
const OWN = new Set<MetricName>(['voted', 'unsubscribed']);

const COLUMNS: readonly Column<Line>[] = [
  {
    head: 'What',
    names: true,
    cell: ({ name, whole }) => (
      <>
        <span dir="auto">{name}</span> <span className="soft">{whole}</span>
      </>
    ),
  },
  { head: 'Count', ...NUMBER, cell: line => count(line.count) },
  {
    head: (
      <>
        Share <span className="soft">and its 95% interval</span>
      </>
    ),
    foldedHead: 'Share and its 95% interval',
    ...NUMBER,
    cell: line => (
      <>
        {percent(line.rate)}{' '}
        {line.of === 0 ? null : (
          <span className="soft">{`${percent(line.low)} to ${percent(line.high)}`}</span>
        )}
      </>
    ),
  },
  { head: 'Median before', ...NUMBER, cell: ({ median }) => percent(median) },
  {
    head: 'Against it',
    className: ({ judgement }) => (judgement === 'above' || judgement === 'below' ? 'told-apart' : 'soft'),
    cell: ({ judgement }) => JUDGED[judgement],
  },
];

const JUDGED: Readonly<Record<Judgement, string>> = {
  above: 'clearly more',
  below: 'clearly fewer',
  usual: 'as usual',
  unknown: '—',
  'few readers': 'too few to tell',
  'few issues': 'too few issues to tell',
};

function Notes({ report: { clicks, countedAt, isReported, isSilent } }: { report: IssueReport }) {
  return (
    <p className="soft">
      {isReported && !(isSilent && clicks.raw === 0)
        ? `Clicks as the mail API reports them: ${count(clicks.raw)}; ${count(clicks.machine)} of them were machines’ (link scanners). `
        : ''}
      {countedAt === null ? (
        'Clicks, votes and unsubscribes are counted within a minute. '
      ) : (
        <>
          {'Counted '}
          <Instant at={countedAt} />
          {'. '}
        </>
      )}
      {`The median is that of the last ${COMPARED_WITH} issues sent before this one. “Clearly” means that it lies outside the 95% interval of this issue’s share, printed under it; below ${FEWEST_READERS} readers, or with fewer than three earlier issues, it cannot be told.`}
    </p>
  );
}
