import { provesOf } from '../delivery/mailers/proves.ts';
import { settleNamed } from '../storage/delivery/named-members.ts';
import { type OpenBatch, provenBatches, settleWithoutAnswer } from '../storage/delivery/uncertain-batches.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import type { Newsroom } from './newsroom.ts';

/**
 * Settles what is proven to have been taken, of batches that nobody can vouch for: whole where the mail API takes a call
 * whole or not at all, else those members who are named (docs/decisions/072, 201). Safe to kill and to repeat.
 * @returns how many batches it has changed
 */
export async function settleProven(room: Newsroom): Promise<number> {
  const mailers = room.mailers.map(({ mailer }) => mailer);
  let changed = 0;
  for (const batch of await provenBatches(room.store, room.now())) {
    const isWhole = provesOf(batch.provider, mailers) === 'call';
    if (await (isWhole ? settleWhole(room, batch) : settleSome(room, batch))) changed += 1;
  }
  return changed;
}

async function settleWhole(room: Newsroom, batch: OpenBatch): Promise<boolean> {
  const reason = 'The mail API reported mails of this batch: it was taken.';
  if (!(await settleWithoutAnswer(room.store, batch, { reason, now: room.now() }))) return false;
  await record(room, batch, `batch ${batch.n}: ${batch.state} before, submitted now`);
  return true;
}

async function settleSome(room: Newsroom, batch: OpenBatch): Promise<boolean> {
  const reason = 'The mail API reported these mails: they were taken.';
  const readers = await settleNamed(room.store, batch, { reason, now: room.now() });
  if (readers === 0) return false;
  const all = batch.lastSeq - batch.firstSeq + 1;
  await record(
    room,
    batch,
    `batch ${batch.n}: ${readers} of ${all} readers were ${batch.state}, submitted now`,
  );
  return true;
}

function record(room: Newsroom, { week }: OpenBatch, detail: string): Promise<void> {
  const at = room.now();
  return recordActivity(room.store, {
    at,
    week,
    who: 'mail events',
    action: 'reconciled',
    detail,
    contentHash: '',
  });
}
