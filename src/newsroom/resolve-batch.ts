import { blameOf } from '../delivery/mailers/blame.ts';
import { causeOf } from '../delivery/refusal-cause.ts';
import type { Store } from '../storage/database.ts';
import { renewIssue } from '../storage/delivery/late-refusals.ts';
import { uncertainBatches } from '../storage/delivery/progress.ts';
import { refusalTally } from '../storage/delivery/refusals.ts';
import { countRejected, reopenRejected } from '../storage/delivery/reopen.ts';
import {
  settleWithoutAnswer,
  uncertainBatch,
  unsealUncertain,
} from '../storage/delivery/uncertain-batches.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { issueStore } from '../storage/issue/issues.ts';
import { wishToSend } from '../storage/issue/send-wishes.ts';
import { inTransaction } from '../storage/transaction.ts';
import { askRecords } from './ask-records.ts';
import { notAnEditor } from './editors.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';
import { type IssueStatus, statusOf } from './status.ts';
import { takeInEvents } from './take-in-events.ts';

export type Resolution = {
  /** One of EDITORS. */
  readonly by: string;
} & (
  | { readonly batch: number; readonly as: 'submitted' | 'not-sent' }
  /** Every batch that is uncertain. */
  | { readonly batch: 'all'; readonly as: 'submitted' | 'not-sent' }
  /** Everybody who was rejected, but not for a reason that is clearly about them: a clear no has taken nothing. */
  | { readonly batch: 'rejected'; readonly as: 'not-sent' }
);

export type ResolveOutcome =
  | { readonly kind: 'resolved'; readonly readers: number; readonly status: IssueStatus }
  | Refusal;

/**
 * An editor's word on uncertain batches or rejected readers, kept with the name. `submitted`: members count as
 * submitted. `not-sent`: they wait to be posted again under a new key; an issue that had been sent goes back to sending
 * for that.
 */
export async function resolveBatch(
  room: Newsroom,
  week: string,
  resolution: Resolution,
): Promise<ResolveOutcome> {
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} has not been picked.`, `Run: verdicts pick --week ${week}`);
  const stranger = notAnEditor(room, resolution.by);
  if (stranger) return stranger;
  if (issue.state === 'aborted' && resolution.as === 'not-sent') {
    return refused(`The issue of ${week} was aborted.`, 'Nothing of it goes out any more.');
  }
  // What has come since may have settled it, which is better than anybody's word.
  await takeInEvents(room);
  if (resolution.as === 'not-sent') await askRecords(room, { issueId: issue.id });
  const outcome = await record(room, { id: issue.id, week, resolution });
  if (outcome.kind === 'refused') return outcome;
  return { ...outcome, status: await statusOf(room, (await room.issues.find(week)) ?? issue) };
}

interface Wanted {
  readonly id: number;
  readonly week: string;
  readonly resolution: Resolution;
}

type Recorded = { readonly kind: 'resolved'; readonly readers: number } | Refusal;

/** Batches, issue and log in one transaction. */
function record(room: Newsroom, wanted: Wanted): Promise<Recorded> {
  const { id, week, resolution } = wanted;
  const { batch, as, by } = resolution;
  const now = room.now();
  return inTransaction(room.store, async trx => {
    const done =
      batch === 'rejected' ? await reopen(trx, wanted) : await resolveUncertain(trx, wanted, { batch, now });
    if (done.kind === 'refused') return done;
    if (as === 'not-sent') {
      await issueStore(trx).move(id, 'sent', 'sending', { at: now });
      await wishToSend(trx);
    }
    await recordActivity(trx, {
      at: now,
      week,
      who: by,
      action: 'resolved',
      detail: `${done.what} (${done.readers} readers) as ${as}`,
      contentHash: '',
    });
    return { kind: 'resolved', readers: done.readers };
  });
}

type Done = { readonly kind: 'done'; readonly what: string; readonly readers: number } | Refusal;

async function resolveUncertain(
  trx: Store,
  { id, week, resolution }: Wanted,
  { batch: which, now }: { readonly batch: number | 'all'; readonly now: number },
): Promise<Done> {
  const { as, by } = resolution;
  const numbers = which === 'all' ? (await uncertainBatches(trx, id)).map(({ n }) => n) : [which];
  if (numbers.length === 0) {
    return refused(`${week} has no uncertain batch.`, 'Nothing needs to be decided.');
  }
  const reason = `Resolved as ${as} by ${by}.`;
  let readers = 0;
  for (const n of numbers) {
    const found = await uncertainBatch(trx, id, n);
    if (found.kind === 'none') {
      return refused(`${week} has no batch ${n}.`, `Look at: verdicts status --week ${week}`);
    }
    if (found.kind === 'other') {
      return refused(
        `Batch ${n} of ${week} is ${found.state}, not uncertain.`,
        'Nothing needs to be decided.',
      );
    }
    if (as === 'submitted') await settleWithoutAnswer(trx, found.batch, { reason, now });
    else await unsealUncertain(trx, found.batch, reason);
    readers += found.batch.lastSeq - found.batch.firstSeq + 1;
  }
  const what = which === 'all' ? `${numbers.length} uncertain batches` : `batch ${which}`;
  return { kind: 'done', what, readers };
}

/** How many readers were rejected, but not for a reason that is clearly about them. Reads only. */
export async function refusedForUs(store: Store, issueId: number): Promise<number> {
  return countRejected(store, issueId, await aboutUs(store, issueId));
}

async function reopen(trx: Store, { id, week, resolution }: Wanted): Promise<Done> {
  await renewIssue(trx, id);
  const readers = await reopenRejected(trx, id, {
    isMeant: await aboutUs(trx, id),
    why: `Resolved as not-sent by ${resolution.by}.`,
  });
  return readers === 0
    ? refused(`Nobody of ${week} was rejected for a reason on our side.`, 'Nothing needs to be decided.')
    : { kind: 'done', what: 'rejected readers', readers };
}

async function aboutUs(store: Store, issueId: number): Promise<(reason: string) => boolean> {
  const { causes } = await refusalTally(store, issueId);
  const stopping = new Set(causes.filter(({ hasStopped }) => hasStopped).map(({ cause }) => cause));
  return reason => blameOf(reason) !== 'recipient' || stopping.has(causeOf(reason));
}
