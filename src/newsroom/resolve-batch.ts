import {
  settleWithoutAnswer,
  uncertainBatch,
  unsealUncertain,
} from '../storage/delivery/uncertain-batches.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { issueStore } from '../storage/issue/issues.ts';
import { inTransaction } from '../storage/transaction.ts';
import { notAnEditor } from './editors.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';
import { type IssueStatus, statusOf } from './status.ts';
import { takeInEvents } from './take-in-events.ts';

export interface Resolution {
  readonly batch: number;
  readonly as: 'submitted' | 'not-sent';
  /** One of EDITORS. */
  readonly by: string;
}

export type ResolveOutcome = { readonly kind: 'resolved'; readonly status: IssueStatus } | Refusal;

/**
 * An editor's word on an uncertain batch, kept with the name. `submitted`: its members count as submitted. `not-sent`:
 * it waits to be posted again under a new key; an issue that had been sent goes back to sending for that.
 */
export async function resolveBatch(
  room: Newsroom,
  week: string,
  resolution: Resolution,
): Promise<ResolveOutcome> {
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} was not picked.`, `Run: verdicts pick --week ${week}`);
  const stranger = notAnEditor(room, resolution.by);
  if (stranger) return stranger;
  // What has come since may have settled it, which is better than anybody's word.
  await takeInEvents(room);
  const hindrance = await record(room, { id: issue.id, week, resolution });
  if (hindrance) return hindrance;
  return { kind: 'resolved', status: await statusOf(room, (await room.issues.find(week)) ?? issue) };
}

/** Batch, issue and log in one transaction. */
function record(
  room: Newsroom,
  { id, week, resolution }: { readonly id: number; readonly week: string; readonly resolution: Resolution },
): Promise<Refusal | null> {
  const { batch: n, as, by } = resolution;
  const now = room.now();
  return inTransaction(room.store, async trx => {
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
    const reason = `Resolved as ${as} by ${by}.`;
    if (as === 'submitted') await settleWithoutAnswer(trx, found.batch, { reason, now });
    else await unsealUncertain(trx, found.batch, reason);
    if (as === 'not-sent') await issueStore(trx).move(id, 'sent', 'sending');
    const members = found.batch.lastSeq - found.batch.firstSeq + 1;
    await recordActivity(trx, {
      at: now,
      week,
      who: by,
      action: 'resolved',
      detail: `batch ${n} (${members} readers) as ${as}`,
      contentHash: '',
    });
    return null;
  });
}
