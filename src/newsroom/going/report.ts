import { stringify } from 'csv-stringify/sync';
import { guardFormula } from '../../audience/formula-guard.ts';
import { feedbackOf, type OutcomeCounts } from '../../feedback/outcome.ts';
import type { Issue } from '../../issue/issue.ts';
import { ballotsIn } from '../../issue/vote-outcome.ts';
import { tallyBatches } from '../../storage/delivery/batches.ts';
import { type CountedReport, reportsOf } from '../../storage/feedback/issue-reports.ts';
import { outcomeCounts } from '../../storage/feedback/outcomes.ts';
import { silentMembers } from '../../storage/feedback/silent-members.ts';
import { frozenContent } from '../../storage/issue/frozen-content.ts';
import { ballotSlices } from '../../storage/vote/ballot-course.ts';
import { talliesOf } from '../../storage/vote/ballots.ts';
import { courseOf, type VoteCourse } from '../../vote/course.ts';
import { NO_BALLOTS } from '../../vote/tally.ts';
import type { Newsroom } from '../newsroom.ts';
import { COMPARED_WITH, type Compared, compareShare, type Share } from './compare-issue.ts';
import { type SendCourse, sendCourse } from './send-course.ts';
import type { TrialLook } from './trial-look.ts';

/** How an issue was taken, each number beside the median of the sent issues before it. */
export interface IssueReport {
  /** When clicks, votes and leavers were counted, epoch ms; null before the first time. */
  readonly countedAt: number | null;
  /** Whether anything at all was reported: of the local outbox nothing ever is, over SMTP only what comes back. */
  readonly isReported: boolean;
  /** Whether it went over a mailer of which nobody ever says that a mail has arrived: then shares are of what was handed over. */
  readonly isSilent: boolean;
  readonly lines: readonly ReportLine[];
  /** Clicks as reported, and those of them that were machines'. */
  readonly clicks: { readonly raw: number; readonly machine: number };
  readonly votes: readonly PairingVotes[];
  /** How it went out; null before anything did. */
  readonly sending: SendCourse | null;
}

interface ReportLine extends Compared {
  readonly name: MetricName;
}

interface PairingVotes extends Compared {
  readonly title: string;
  readonly names: { readonly a: string; readonly b: string };
  readonly position: number;
  /** How the vote went over time. */
  readonly course: VoteCourse;
}

/** What is compared, and what of. */
export type MetricName = 'delivered' | 'bounced' | 'complained' | 'clicked' | 'voted' | 'unsubscribed';

/** Null before the freeze. */
export async function reportOf(room: Newsroom, issue: Issue): Promise<IssueReport | null> {
  if (issue.frozenAt === null) return null;
  const earlier = await earlierIssues(room, issue);
  const counted = await reportsOf(room.store, [issue.id, ...earlier.map(({ id }) => id)]);
  const own = await measure(room, issue, counted.get(issue.id));
  const others: Measures[] = [];
  for (const one of earlier) others.push(await measure(room, one, counted.get(one.id)));
  const lines = METRICS.map(name => ({ name, ...compareShare(own[name], sharesOf(others, name)) }));
  const report = counted.get(issue.id);
  return {
    countedAt: report?.countedAt ?? null,
    isReported: own.isReported,
    isSilent: own.isSilent,
    lines,
    clicks: { raw: report?.clicks ?? 0, machine: report?.machineClicks ?? 0 },
    votes: await votesOf(room, issue, own.reached, sharesOf(others, 'voted')),
    sending: await sendCourse(room, issue),
  };
}

const METRICS: readonly MetricName[] = [
  'delivered',
  'bounced',
  'complained',
  'clicked',
  'voted',
  'unsubscribed',
];

type Measures = Readonly<Record<MetricName, Share>> & {
  readonly isReported: boolean;
  readonly isSilent: boolean;
  /** Mails that arrived, and those of which nobody would ever say so. */
  readonly reached: number;
};

function sharesOf(measures: readonly Measures[], name: MetricName): Share[] {
  return measures.map(one => one[name]);
}

/** The newest sent issues before this one. */
async function earlierIssues(room: Newsroom, issue: Issue): Promise<Issue[]> {
  const all = await room.issues.all();
  return all.filter(one => one.state === 'sent' && one.week < issue.week).slice(-COMPARED_WITH);
}

async function measure(room: Newsroom, issue: Issue, report: CountedReport | undefined): Promise<Measures> {
  const outcomes = await outcomeCounts(room.store, issue.id);
  const { delivered: quietly, bounced, complained } = feedbackOf(outcomes);
  // Who complained had got it.
  const delivered = quietly + complained;
  const submitted = await submittedOf(room, issue.id);
  const silent = await silentMembers(room.store, issue.id);
  const reached = delivered + silent;
  const share = (count: number, of = reached): Share => ({ count, of });
  return {
    isReported: isAny(outcomes),
    isSilent: silent > 0,
    reached,
    // Of whom nobody would ever say that it arrived, nothing is known.
    delivered: share(delivered, isAny(outcomes) ? submitted - silent : 0),
    bounced: share(bounced, isAny(outcomes) ? submitted : 0),
    complained: share(complained),
    // Clicks come from mail APIs: without any of them, none is no share of nought either.
    clicked: share(report?.clickers ?? 0, silent > 0 && !report?.clicks ? 0 : reached),
    voted: share(report?.votes ?? 0, reached * issue.pick.pairings.length),
    unsubscribed: share(report?.unsubscribed ?? 0),
  };
}

function isAny(outcomes: OutcomeCounts): boolean {
  return Object.values(outcomes).some(count => count > 0);
}

async function submittedOf(room: Newsroom, issueId: number): Promise<number> {
  const tally = (await tallyBatches(room.store, issueId)).find(({ state }) => state === 'submitted');
  return tally ? tally.members - tally.suppressed - tally.rejected : 0;
}

/** A vote's course is drawn of so many moments at most. */
const MOMENTS = 60;

async function votesOf(
  room: Newsroom,
  issue: Issue,
  reached: number,
  earlier: readonly Share[],
): Promise<PairingVotes[]> {
  const [content, tallies] = [
    await frozenContent(room.store, issue.id),
    await talliesOf(room.store, issue.id),
  ];
  const span = { from: issue.frozenAt ?? 0, to: Math.min(room.now(), issue.voteClosesAt ?? room.now()) };
  const slices = await ballotSlices(room.store, issue.id, { ...span, most: MOMENTS });
  return (content?.pairings ?? []).map(({ position, a, b }) => {
    const counts = tallies.get(position) ?? NO_BALLOTS;
    return {
      title: `${a.name} vs ${b.name}`,
      names: { a: a.name, b: b.name },
      position,
      course: courseOf(slices.get(position) ?? [], counts),
      ...compareShare({ count: ballotsIn(counts), of: reached }, earlier),
    };
  });
}

/** The report as a table for spreadsheets. */
export function reportCsv(report: IssueReport, trial: TrialLook | null): string {
  const cells = (name: string, line: Compared) => [
    guardFormula(name),
    line.count,
    line.of,
    printed(line.rate),
    line.of === 0 ? '' : printed(line.low),
    line.of === 0 ? '' : printed(line.high),
    printed(line.median),
    line.issues,
    line.judgement,
  ];
  return stringify(
    [
      ['what', 'count', 'of', 'rate', 'low_95', 'high_95', 'median', 'issues_in_median', 'judgement'],
      ...report.lines.map(line => cells(line.name, line)),
      ...report.votes.map(line => cells(`voted: ${line.title}`, line)),
      ['clicks as reported', report.clicks.raw],
      ['clicks of machines', report.clicks.machine],
      ...trialRows(trial),
    ].map(row => [...row, ...Array.from({ length: 9 - row.length }, () => '')]),
  );
}

/** Each subject on trial: who clicked or voted, of whom, and which went to the rest. */
function trialRows(look: TrialLook | null): (string | number)[][] {
  const { trial, subjects, standing } = look ?? {};
  return (standing?.arms ?? []).map(({ acted, mailed }, arm) => {
    const share = mailed === 0 ? '' : printed(acted / mailed);
    const went = trial?.decision?.arm === arm ? `went to the rest: ${trial.decision.outcome}` : '';
    return [
      guardFormula(`subject on trial: ${subjects?.[arm] ?? ''}`),
      acted,
      mailed,
      share,
      '',
      '',
      '',
      '',
      went,
    ];
  });
}

function printed(rate: number | null): string {
  return rate === null ? '' : rate.toFixed(5);
}
