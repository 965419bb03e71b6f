import { visibleText } from '../audience/visible-text.ts';
import { causeOf } from '../delivery/refusal-cause.ts';
import type { Approval, Issue } from '../issue/issue.ts';
import { tickOf } from '../issue/preflight/tick.ts';
import type { Finding } from '../issue/preflight.ts';
import { type IssueAction, transition } from '../issue/states.ts';
import type { Store } from '../storage/database.ts';
import { renewIssue } from '../storage/delivery/late-refusals.ts';
import { forgetWaits } from '../storage/delivery/progress.ts';
import { acceptRefusals, refusalTally } from '../storage/delivery/refusals.ts';
import { reopenRejected } from '../storage/delivery/reopen.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { issueStore } from '../storage/issue/issues.ts';
import { approveIssue, lastEditor } from '../storage/issue/releases.ts';
import { wishToSend } from '../storage/issue/send-wishes.ts';
import { SAMPLE_RUN } from '../storage/sample/sample-data.ts';
import { inTransaction } from '../storage/transaction.ts';
import { type Examined, examineIssue } from './check-issue.ts';
import { clockWords } from './clock-words.ts';
import { draftIssue, type IssueDraft } from './draft.ts';
import { dueAt } from './due-at.ts';
import { isEditor, notAnEditor } from './editors.ts';
import { mailsToKeep } from './kept-mails.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';
import { notifyEditors } from './notify-editors.ts';

export type ApproveOutcome =
  | {
      readonly kind: 'approved';
      readonly hash: string;
      readonly audience: number;
      readonly warnings: readonly Finding[];
    }
  | { readonly kind: 'errors'; readonly findings: readonly Finding[] }
  | Refusal;

/** What an editor looked at and said about it. */
export interface Seen {
  readonly hash: string;
  readonly revision: number;
  /** The warnings ticked, as `tickOf` names them. */
  readonly ticks: readonly string[];
}

export type ApproveSeenOutcome =
  | ApproveOutcome
  /** Warnings that stand and were not ticked. */
  | { readonly kind: 'unticked'; readonly findings: readonly Finding[] }
  /** It is no longer what was looked at. */
  | { readonly kind: 'changed' };

/**
 * An editor's yes to exactly these bytes. Runs the pre-flight: any error and nothing is approved; warnings count as
 * ticked by the editor. Approving what is approved already with the same hash changes nothing.
 * @param by one of EDITORS; with APPROVAL_BY_OTHER not the one who made the last change
 */
export async function approveWeek(room: Newsroom, week: string, by: string): Promise<ApproveOutcome> {
  const outcome = notAnEditor(room, by) ?? (await approve(room, week, by));
  return settled(outcome, week);
}

/** The same for what an editor has in front of them: only if that is still it, and each warning was ticked. */
export async function approveSeen(
  room: Newsroom,
  week: string,
  by: string,
  seen: Seen,
): Promise<ApproveSeenOutcome> {
  return notAnEditor(room, by) ?? approve(room, week, by, seen);
}

/** The sample run approves its own first issue and nothing else. No name given by a person leads here. */
export async function approveSampleIssue(room: Newsroom, week: string): Promise<ApproveOutcome> {
  return settled(await approve(room, week, SAMPLE_RUN), week);
}

/** Without a look of an editor's own nothing can be unticked, and a change is one of this instant. */
function settled(outcome: ApproveSeenOutcome, week: string): ApproveOutcome {
  return outcome.kind === 'changed' || outcome.kind === 'unticked'
    ? refused(`The issue of ${week} has just changed.`, 'Look again, then approve.')
    : outcome;
}

async function approve(room: Newsroom, week: string, by: string, seen?: Seen): Promise<ApproveSeenOutcome> {
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} has not been picked.`, `Run: verdicts pick --week ${week}`);
  const next = transition(issue.state, 'approve');
  if (next.kind === 'refused')
    return refused(`The issue of ${week} cannot be approved: ${next.why}.`, asSentence(next.fix));
  if (issue.pick.pairings.length === 0)
    return refused(`The issue of ${week} is empty.`, 'Add tools or reviews, then pick again.');
  const draft = await draftIssue(room, issue);
  const { contentHash: hash } = draft.frozen;
  if (seen && (seen.hash !== hash || seen.revision !== issue.revision)) return { kind: 'changed' };
  const examined = await examineIssue(room, issue, draft);
  const { findings, audience } = examined;
  if (findings.some(finding => finding.severity === 'error')) return { kind: 'errors', findings };
  const unticked = seen ? findings.filter(finding => !seen.ticks.includes(tickOf(finding))) : [];
  if (unticked.length > 0) return { kind: 'unticked', findings: unticked };
  if (issue.state === 'approved' && issue.approval?.hash === hash)
    return { kind: 'approved', hash, audience, warnings: findings };
  const barred = barredFrom(room, by, await lastEditor(room.store, week));
  return barred ?? keep(room, issue, { by, draft, examined });
}

/** Why somebody may not approve what they changed last themselves; null for everybody who may. */
export function barredFrom(room: Newsroom, by: string, changedBy: string): Refusal | null {
  const own = changedBy.toLowerCase() === by.toLowerCase();
  if (!room.settings.APPROVAL_BY_OTHER || !own || !isEditor(room, changedBy)) return null;
  return refused(
    `${changedBy} made the last change, and APPROVAL_BY_OTHER is on.`,
    'Another editor must approve it.',
  );
}

async function keep(
  room: Newsroom,
  issue: Issue,
  { by, draft, examined }: { by: string; draft: IssueDraft; examined: Examined },
): Promise<ApproveSeenOutcome> {
  const { contentHash: hash, content } = draft.frozen;
  const { audience, findings, bytes } = examined;
  const at = room.now();
  const ticked = findings.map(({ code, place }) => `${code} (${place})`).join(', ');
  const outcome = await approveIssue(room.store, {
    issue,
    to: 'approved',
    approval: { hash, by, at },
    kept: { audience, content, text: draft.text },
    mails: mailsToKeep(draft, bytes),
    links: draft.links,
    ticked: findings.map(({ code, place, message }) => ({ code, place, message })),
    activity: {
      at,
      week: issue.week,
      who: by,
      action: 'approved',
      detail: `audience ${audience}${ticked === '' ? '' : `; warnings ticked: ${ticked}`}`,
      contentHash: hash,
    },
    may: changedBy => barredFrom(room, by, changedBy) === null,
  });
  if (outcome !== 'approved') return { kind: 'changed' };
  await tellOthers(room, { ...issue, state: 'approved', approval: { hash, by, at } }, audience);
  return { kind: 'approved', hash, audience, warnings: findings };
}

/** The other editors: there is a while in which it can be taken back. Nobody is told what the sample run approves. */
async function tellOthers(
  room: Newsroom,
  issue: Issue & { approval: Approval },
  audience: number,
): Promise<void> {
  const { by } = issue.approval;
  if (!isEditor(room, by)) return;
  const zone = room.settings.PUBLICATION_TIMEZONE;
  await notifyEditors(room, issue, {
    about: 'approved',
    by,
    facts: [
      { name: 'Approved by', value: by },
      { name: 'Goes out', value: `${clockWords(dueAt(room, issue), zone)} (${zone})` },
      { name: 'Audience now', value: audience.toLocaleString('en') },
    ],
  });
}

export type SteerOutcome = { readonly kind: 'done'; readonly state: Issue['state'] } | Refusal;

/**
 * Takes an approval back, stops, resumes or ends an issue.
 * @param by one of EDITORS; '' where nobody was named (only for what keeps mail from going out)
 * @param why in the editor's words; '' for no reason given
 */
export async function steerWeek(
  room: Newsroom,
  week: string,
  action: Extract<IssueAction, 'hold' | 'stop' | 'resume' | 'abort'>,
  by: string,
  why = '',
): Promise<SteerOutcome> {
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} has not been picked.`, `Run: verdicts pick --week ${week}`);
  // Stopping must never fail for want of a name; going on needs one.
  const stranger = by === '' && action !== 'resume' ? null : notAnEditor(room, by);
  if (stranger) return stranger;
  const next = transition(issue.state, action);
  if (next.kind === 'refused')
    return refused(`The issue of ${week} stays as it is: ${next.why}.`, asSentence(next.fix));
  const who = by === '' ? 'command line' : by;
  const reason = Array.from(visibleText(why)).slice(0, LONGEST_REASON).join('');
  const moved = await inTransaction(room.store, async store => {
    const done = await issueStore(store).move(issue.id, issue.state, next.state, {
      reason: action === 'resume' ? '' : `${PAST[action]} by ${who}${reason === '' ? '.' : `: ${reason}`}`,
      ...(next.state === 'held' && { approval: null }),
    });
    if (!done) return false;
    if (action === 'resume') {
      await renewIssue(store, issue.id);
      await goOnAfterRefusals(store, issue.id);
      await forgetWaits(store, issue.id);
    }
    await recordActivity(store, {
      at: room.now(),
      week,
      who,
      action: LOGGED[action],
      detail: reason,
      contentHash: issue.approval?.hash ?? '',
    });
    return true;
  });
  if (!moved) return refused(`The issue of ${week} has just changed.`, 'Look again, then repeat.');
  // Whoever resumes has seen to the cause: no pause of before holds what goes on now.
  if (action === 'resume') {
    for (const { pacer } of room.mailers) await pacer.release();
    await wishToSend(room.store);
  }
  return { kind: 'done', state: next.state };
}

/** Refusals that an editor knows of stop it no more; those of a run with nothing taken are nobody's. */
async function goOnAfterRefusals(store: Store, issueId: number): Promise<void> {
  const { isAnyTaken, causes } = await refusalTally(store, issueId);
  const stopping = new Set(causes.filter(({ hasStopped }) => hasStopped).map(({ cause }) => cause));
  if (!isAnyTaken && stopping.size > 0) {
    const why = 'Refused while nothing was taken; it goes again.';
    await reopenRejected(store, issueId, { isMeant: reason => stopping.has(causeOf(reason)), why });
  }
  await acceptRefusals(store, issueId);
}

/** Characters of a reason that are kept. */
const LONGEST_REASON = 300;

const PAST = { hold: 'Held', stop: 'Stopped', resume: 'Resumed', abort: 'Ended' } as const;
/** As the log calls it. */
const LOGGED = { hold: 'held', stop: 'stopped', resume: 'resumed', abort: 'aborted' } as const;

function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
