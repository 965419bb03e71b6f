import { type Braked, brakeAtEnd } from '../delivery/brake.ts';
import { isSettled } from '../delivery/ledger.ts';
import type { Issue } from '../issue/issue.ts';
import { markStopped, refusalTally } from '../storage/delivery/refusals.ts';
import { reopenRejected } from '../storage/delivery/reopen.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { issueStore } from '../storage/issue/issues.ts';
import { inTransaction } from '../storage/transaction.ts';
import { announceStanding } from '../storage/webhooks/standing-alarms.ts';
import type { Newsroom } from './newsroom.ts';
import { notifyEditors } from './notify-editors.ts';
import { type IssueStatus, ledgerOf, statusOf } from './status.ts';

export type EndOfSend =
  | { readonly kind: 'sent'; readonly status: IssueStatus }
  | { readonly kind: 'stopped'; readonly status: IssueStatus; readonly why: string };

/**
 * Nothing is left to try: the issue is sent, unless nothing of it was taken, or more was refused for one reason than readers
 * can be to blame for. Then it is stopped once, so that a person looks; who resumes it all the same has seen it, and it ends.
 */
export async function settle(room: Newsroom, issue: Issue, who: string): Promise<EndOfSend> {
  const fresh = (await room.issues.find(issue.week)) ?? issue;
  const ledger = await ledgerOf(room, fresh);
  if (!isSettled(ledger)) {
    throw new Error(`The ledger of ${issue.week} does not sum: ${JSON.stringify(ledger)}`);
  }
  const braked = ledger.rejected > 0 ? brakeAtEnd(await refusalTally(room.store, issue.id)) : null;
  if (braked) return stopBraked(room, issue, braked);
  const settledAt = room.now();
  const isNothingTaken = ledger.submitted === 0 && ledger.audience > ledger.suppressed;
  const isSent = await inTransaction(room.store, async trx => {
    if (!(await issueStore(trx).move(issue.id, 'sending', 'sent', { at: settledAt, settledAt })))
      return false;
    if (isNothingTaken) await announceStanding(trx, failing(issue, 'ended', NOTHING_TAKEN, settledAt));
    return true;
  });
  if (isSent) {
    await log(room, issue, who, 'sent');
    await notifyEditors(
      room,
      issue,
      isNothingTaken ? { about: 'failing', reason: NOTHING_TAKEN, ledger } : { about: 'sent', ledger },
    );
  }
  return { kind: 'sent', status: await current(room, issue) };
}

const NOTHING_TAKEN =
  'As far as we know, no mail of the issue was accepted, and nothing is left to try. See who is uncertain or rejected, and why; resolve --all lets them go again.';

function failing({ week }: Issue, how: 'ended' | 'paused', detail: string, at: number) {
  return { about: 'sending', week, detail, trouble: `${week}:${how}`, everyMs: DAY_MS, at } as const;
}

const DAY_MS = 24 * 3_600_000;

/** Every account is refused: nothing was taken, and nothing will be until a person has put it right. */
export async function stopBlocked(room: Newsroom, issue: Issue, reason: string): Promise<EndOfSend> {
  if (await room.issues.move(issue.id, 'sending', 'stopped', { at: room.now(), reason })) {
    await log(room, issue, 'sender', 'stopped', reason);
    await notifyEditors(room, issue, { about: 'stopped', reason });
  }
  return { kind: 'stopped', status: await current(room, issue), why: reason };
}

/**
 * Too much was refused for that to be the readers' fault. Was nothing taken at all, no refusal counts against its
 * reader: all wait again, and go once the issue is resumed.
 */
export async function stopBraked(room: Newsroom, issue: Issue, braked: Braked): Promise<EndOfSend> {
  const { why: reason, cause, isNothingTaken } = braked;
  const at = room.now();
  const stopped = await inTransaction(room.store, async trx => {
    if (!(await issueStore(trx).move(issue.id, 'sending', 'stopped', { at, reason }))) return false;
    await markStopped(trx, issue.id, { cause, reason });
    const reopened = isNothingTaken
      ? await reopenRejected(trx, issue.id, { isMeant: () => true, why: reason })
      : 0;
    await recordActivity(trx, {
      at,
      week: issue.week,
      who: 'sender',
      action: 'stopped',
      detail: reopened === 0 ? reason : `${reason} (${reopened} readers who were refused wait again)`,
      contentHash: issue.approval?.hash ?? '',
    });
    return true;
  });
  if (stopped) await notifyEditors(room, issue, { about: 'stopped', reason });
  return { kind: 'stopped', status: await current(room, issue), why: reason };
}

/** A pause that has grown is no slip of the network any more: editors are told, once a day. */
export async function tellOfPause(room: Newsroom, issue: Issue): Promise<void> {
  const pause = await room.mailers[0]?.pacer.held();
  const isFault = pause?.kind === 'busy' || pause?.kind === 'unclear';
  if (!isFault || pause.times < LONG_AFTER) return;
  const day = new Date(room.now()).toISOString().slice(0, 10);
  const what = pause.kind === 'busy' ? 'is accepting nothing for now' : 'gives no clear answer';
  const reason = `The mail server ${what}; one mail keeps trying on behalf of all. It said: ${pause.reason}`;
  await inTransaction(room.store, trx => announceStanding(trx, failing(issue, 'paused', reason, room.now())));
  await notifyEditors(room, issue, {
    about: 'failing',
    reason,
    ledger: await ledgerOf(room, issue),
    once: day,
  });
}

/** Pauses in a row: some minutes, since each is longer than the one before. */
const LONG_AFTER = 5;

export async function current(room: Newsroom, issue: Issue): Promise<IssueStatus> {
  return statusOf(room, (await room.issues.find(issue.week)) ?? issue);
}

async function log(room: Newsroom, issue: Issue, who: string, action: string, detail = ''): Promise<void> {
  const contentHash = issue.approval?.hash ?? '';
  await recordActivity(room.store, { at: room.now(), week: issue.week, who, action, detail, contentHash });
}
