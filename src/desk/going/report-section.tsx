import { Fragment } from 'react';
import type { Issue } from '../../issue/issue.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { count } from '../count.ts';
import { Scroll } from '../scroll.tsx';
import { COMPARED_WITH, type Compared, FEWEST_READERS, type Judgement } from './compare-issue.ts';
import type { IssueReport, MetricName } from './report.ts';

interface ReportProps {
  readonly deps: WebDeps;
  readonly issue: Issue;
  readonly report: IssueReport | null;
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

/** How an issue was taken, number by number beside what is usual. */
export function ReportSection({ deps, issue, report }: ReportProps) {
  // While it goes out there is nothing to compare yet, unless the mail API has begun to tell.
  if (report === null || (!report.isReported && issue.settledAt === null)) return null;
  return (
    <section className="part-of">
      <h2>How it was taken</h2>
      {report.isReported ? null : (
        <p>
          The mail API has reported nothing of this issue: deliveries, bounces and clicks are known from its
          webhook alone, and without them there is nothing to divide by.
        </p>
      )}
      <Scroll label="How it was taken">
        <table className="rows report">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" className="number">
                Count
              </th>
              <th scope="col" className="number">
                Share <span className="soft">and its 95% interval</span>
              </th>
              <th scope="col" className="number">
                Median before
              </th>
              <th scope="col">Against it</th>
            </tr>
          </thead>
          <tbody>
            {report.lines
              .filter(({ name }) => report.isReported || OWN.has(name))
              .map(line => (
                <Fragment key={line.name}>
                  <Line name={NAMES[line.name][0]} of={NAMES[line.name][1]} line={line} />
                  {line.name === 'voted' ? <Pairings votes={report.votes} /> : null}
                </Fragment>
              ))}
          </tbody>
        </table>
      </Scroll>
      <Notes deps={deps} report={report} />
      <p>
        <a href={`/desk/issues/${issue.week}/report.csv`}>The report as CSV</a>
      </p>
    </section>
  );
}

function Pairings({ votes }: { votes: IssueReport['votes'] }) {
  return votes.map(line => (
    <Line key={line.title} name={line.title} of="votes, of the delivered" line={line} minor />
  ));
}

function Line({
  name,
  of,
  line,
  minor = false,
}: {
  name: string;
  of: string;
  line: Compared;
  minor?: boolean;
}) {
  return (
    <tr className={minor ? 'minor' : undefined}>
      <th scope="row">
        <span dir="auto">{name}</span> <span className="soft">{of}</span>
      </th>
      <td className="number">{count(line.count)}</td>
      <td className="number">
        {percent(line.rate)} {line.of === 0 ? null : <span className="soft">{rangeWords(line)}</span>}
      </td>
      <td className="number">{percent(line.median)}</td>
      <td className={line.judgement === 'above' || line.judgement === 'below' ? 'told-apart' : 'soft'}>
        {JUDGED[line.judgement]}
      </td>
    </tr>
  );
}

const JUDGED: Readonly<Record<Judgement, string>> = {
  above: 'clearly more',
  below: 'clearly fewer',
  usual: 'as usual',
  unknown: '—',
  'few readers': 'too few to tell',
  'few issues': 'too few issues to tell',
};

function Notes({ deps, report: { clicks, countedAt } }: { deps: WebDeps; report: IssueReport }) {
  return (
    <p className="soft">
      {`Clicks as the mail API reports them: ${count(clicks.raw)}; ${count(clicks.machine)} of them were machines’ (link scanners). `}
      {countedAt === null ? (
        'Clicks, votes and leavers are counted within a minute. '
      ) : (
        <>
          {'Counted '}
          <Instant at={countedAt} zone={deps.publication.timezone} />
          {'. '}
        </>
      )}
      {`The median is of the last ${COMPARED_WITH} sent issues before this one. “Clearly” means that it lies outside the 95% interval of this issue’s share, printed under it; below ${FEWEST_READERS} readers, or with fewer than three issues before, nothing can be told.`}
    </p>
  );
}

function rangeWords({ low, high }: Compared): string {
  return `${percent(low)} to ${percent(high)}`;
}

function percent(rate: number | null): string {
  if (rate === null) return '—';
  const share = rate * 100;
  // What rounds to nothing is nothing: the end of an interval may come out as 1e-17.
  return `${share.toFixed(share >= 0.005 && share < 1 ? 2 : 1)}%`;
}
