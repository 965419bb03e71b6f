import type { Issue } from '../../issue/issue.ts';
import type { Finding } from '../../issue/preflight.ts';
import { examineIssue, type LinksKnown } from '../../newsroom/check-issue.ts';
import { draftIssue, type IssueDraft } from '../../newsroom/draft.ts';
import { dueAt, isAskedNow, timeOf } from '../../newsroom/due-at.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { type ProgramWork, programWork } from '../../newsroom/program-work.ts';
import { barredFrom } from '../../newsroom/release.ts';
import { latestTestMails, type TestMail } from '../../storage/delivery/single-mails.ts';
import { type Activity, activityOf } from '../../storage/issue/activity.ts';
import { lastPerson } from '../../storage/issue/releases.ts';
import { partsOf, type SeenParts } from './seen-parts.ts';

/** Test mails listed. */
const TEST_MAILS = 12;

/** Everything an editor needs to decide on an issue that has not gone out. Times are epoch milliseconds. */
export interface CheckLook {
  readonly issue: Issue;
  readonly at: number;
  /** How many lines its log has: what comes after was done since. */
  readonly lines: number;
  readonly hash: string;
  readonly parts: SeenParts;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly audience: number;
  readonly last: { readonly week: string; readonly audience: number } | null;
  readonly links: LinksKnown;
  /** Where a finding's place is: slugs of the pairings by position, and of the tools. */
  readonly places: { readonly pairings: readonly string[]; readonly tools: readonly string[] };
  /** False when the issue was approved and is no longer what was approved. */
  readonly approvalHolds: boolean;
  /** Why this editor may not approve; '' when they may. */
  readonly barred: string;
  readonly variants: readonly { readonly variant: number; readonly subject: string }[];
  readonly tests: readonly TestMail[];
  readonly due: Due;
  readonly byPrograms: ProgramWork;
}

interface Due {
  readonly at: number;
  /** The issue's own time, approved or not. */
  readonly time: number;
  /** Whether an editor chose the time. */
  readonly chosen: boolean;
  readonly askedNow: boolean;
  /** With SEND_LOCAL_TIME nobody can choose one. */
  readonly localTime: boolean;
}

/** Looks at an issue as it would go out now. Reads only. @param by the editor who looks */
export async function lookAtCheck(room: Newsroom, issue: Issue, by: string): Promise<CheckLook> {
  const draft = await draftIssue(room, issue);
  const examined = await examineIssue(room, issue, draft);
  const { contentHash: hash } = draft.frozen;
  return {
    issue,
    at: room.now(),
    lines: (await activityOf(room.store, issue.week)).length,
    hash,
    parts: partsOf(draft),
    errors: examined.findings.filter(({ severity }) => severity === 'error'),
    warnings: examined.findings.filter(({ severity }) => severity === 'warning'),
    audience: examined.audience,
    last: examined.last,
    links: examined.links,
    places: placesOf(draft),
    approvalHolds: issue.approval?.hash === hash,
    barred: barredFrom(room, by, await lastPerson(room.store, issue.week))?.why ?? '',
    variants: draft.variants.map(({ frozen, content }) => ({
      variant: frozen.variant,
      subject: content.subject,
    })),
    tests: await latestTestMails(room.store, issue.week, TEST_MAILS),
    due: dueOf(room, issue),
    byPrograms: await programWork(room, issue),
  };
}

function dueOf(room: Pick<Newsroom, 'schedule' | 'now'>, issue: Issue): Due {
  const { localTime } = room.schedule;
  return {
    at: dueAt(room, issue),
    time: timeOf(room, issue),
    chosen: !localTime && issue.goAt !== null,
    askedNow: isAskedNow(issue),
    localTime,
  };
}

/** What was done to an issue since its log had so many lines, oldest first. */
export async function doneSince(room: Newsroom, week: string, lines: number): Promise<readonly Activity[]> {
  return (await activityOf(room.store, week)).slice(lines).filter(({ action }) => TELLING.has(action));
}

const TELLING = new Set(['changed', 'picked', 'approved', 'held', 'scheduled', 'send now']);

function placesOf({ content }: IssueDraft): CheckLook['places'] {
  return {
    pairings: content.pairings.map(({ slug }) => slug),
    tools: content.pairings.flatMap(({ a, b }) => [a.slug, b.slug]),
  };
}
