import { visibleText } from '../audience/visible-text.ts';
import { causeOf } from '../delivery/refusal-cause.ts';
import type { Issue } from '../issue/issue.ts';
import { type IssueAction, transition } from '../issue/states.ts';
import type { Store } from '../storage/database.ts';
import { renewIssue } from '../storage/delivery/late-refusals.ts';
import { forgetWaits } from '../storage/delivery/progress.ts';
import { acceptRefusals, refusalTally } from '../storage/delivery/refusals.ts';
import { reopenRejected } from '../storage/delivery/reopen.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { issueStore } from '../storage/issue/issues.ts';
import { wishToSend } from '../storage/issue/send-wishes.ts';
import { inTransaction } from '../storage/transaction.ts';
import { notAnEditor } from './editors.ts';
import { asSentence, type Newsroom, type Refusal, refused } from './newsroom.ts';

export type SteerOutcome = { readonly kind: 'done'; readonly state: Issue['state'] } | Refusal;

/**
 * Takes an approval back, stops, resumes or ends an issue.
 * @param by one of EDITORS; '' where nobody was named (only for what keeps mail from going out)
 * @param why in the editor's words; '' for no reason given
 */
export async function steerWeek(
  room: Newsroom,
  week: string,
  action: Steering,
  by: string,
  why = '',
): Promise<SteerOutcome> {
  // Stopping must never fail for want of a name; going on needs one.
  const stranger = by === '' && action !== 'resume' ? null : notAnEditor(room, by);
  const issue = await room.issues.find(week);
  if (issue && stranger) return stranger;
  return steer(room, week, action, { who: by === '' ? 'command line' : by, why });
}

/**
 * The same for a program with a key, and of all that only what keeps mail from going out.
 * @param by.who as the log names it
 */
export function haltWeek(
  room: Newsroom,
  week: string,
  action: 'hold' | 'stop',
  by: { readonly who: string; readonly why: string },
): Promise<SteerOutcome> {
  return steer(room, week, action, by);
}

type Steering = Extract<IssueAction, 'hold' | 'stop' | 'resume' | 'abort'>;

async function steer(
  room: Newsroom,
  week: string,
  action: Steering,
  { who, why }: { readonly who: string; readonly why: string },
): Promise<SteerOutcome> {
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} has not been picked.`, `Run: verdicts pick --week ${week}`);
  const next = transition(issue.state, action);
  if (next.kind === 'refused')
    return refused(`The issue of ${week} stays as it is: ${next.why}.`, asSentence(next.fix));
  const reason = Array.from(visibleText(why)).slice(0, LONGEST_REASON).join('');
  const moved = await inTransaction(room.store, async store => {
    const done = await issueStore(store).move(issue.id, issue.state, next.state, {
      at: room.now(),
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
