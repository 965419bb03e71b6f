import { type UnansweredBatch, unansweredBatches } from '../storage/delivery/record-looks.ts';
import { unsealUncertain } from '../storage/delivery/uncertain-batches.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { issueStore } from '../storage/issue/issues.ts';
import { wishToSend } from '../storage/issue/send-wishes.ts';
import { inTransaction } from '../storage/transaction.ts';
import type { Newsroom } from './newsroom.ts';

/** A record that lags shows a mail late: it must have been without them for this long, and asked again since. */
const UNSEEN_FOR_MS = 15 * 60_000;

const RULE = 'RELEASE_UNSEEN';

/**
 * The written rule that stands in for an editor, where an editor has switched it on: mails that the mail API's own record
 * has not got, though it has mails from before and after, go again. Nothing where it is off.
 */
export async function releaseUnseen(room: Newsroom): Promise<void> {
  if (!room.settings.RELEASE_UNSEEN) return;
  for (const batch of await unansweredBatches(room.store)) {
    if (isUnseen(batch) && (batch.issueState === 'sending' || batch.issueState === 'sent'))
      await release(room, batch);
  }
}

function isUnseen({ unseenAt, lookedAt }: UnansweredBatch): boolean {
  return unseenAt !== null && lookedAt !== null && lookedAt - unseenAt >= UNSEEN_FOR_MS;
}

function release(room: Newsroom, batch: UnansweredBatch): Promise<void> {
  return inTransaction(room.store, async trx => {
    const reason = `Resolved as not-sent by the rule ${RULE}: the mail API’s own record does not have it.`;
    if (!(await unsealUncertain(trx, batch, reason))) return;
    await issueStore(trx).move(batch.issueId, 'sent', 'sending', { at: room.now() });
    await wishToSend(trx);
    await recordActivity(trx, {
      at: room.now(),
      week: batch.week,
      who: RULE,
      action: 'resolved',
      detail: `batch ${batch.n} (${batch.lastSeq - batch.firstSeq + 1} readers) as not-sent`,
      contentHash: '',
    });
  });
}
