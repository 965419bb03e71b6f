import type { Batch, ClaimedBatch } from '../../delivery/batch.ts';
import type { Store } from '../database.ts';
import { nextNumber } from './batch-numbers.ts';

interface Wait {
  readonly notBefore: number;
  readonly reason: string;
  readonly now: number;
}

/** `deliveries.status` of who was dropped at the seal; 0 shares its batch's fate. */
export const SUPPRESSED = 1;

export async function renew(
  store: Store,
  batch: ClaimedBatch,
  { now, leaseMs }: { now: number; leaseMs: number },
): Promise<void> {
  await held(store, batch)
    .set({ lease_until: now + leaseMs, touched_at: now })
    .execute();
}

export async function putBack(store: Store, batch: ClaimedBatch, options: Wait): Promise<void> {
  await held(store, batch).set(waiting(batch, options)).execute();
}

export async function defer(store: Store, batch: ClaimedBatch, options: Wait): Promise<void> {
  await held(store, batch)
    .set({
      ...waiting(batch, options),
      // One that lies ahead would keep it waiting for as much longer.
      deferred_since: Math.min(batch.deferredSince ?? options.now, options.now),
      deferrals: batch.deferrals + 1,
    })
    .execute();
}

/** A clear "not now": free for anybody once its time has come. */
function waiting(batch: ClaimedBatch, { notBefore, reason, now }: Wait) {
  return {
    // An earlier attempt may still have been taken: then the batch stays with its mailer.
    state: batch.unclearSince === null ? 'pending' : 'submitting',
    unclear_since: batch.unclearSince,
    not_before: notBefore,
    touched_at: now,
    reason,
    owner: '',
    lease_until: 0,
  };
}

export async function keepSubmitting(
  store: Store,
  batch: ClaimedBatch,
  { retryAt, reason, now }: { retryAt: number; reason: string; now: number },
): Promise<void> {
  await held(store, batch)
    .set({ reason, owner: '', lease_until: retryAt, not_before: retryAt, touched_at: now })
    .execute();
}

export async function markUncertain(
  store: Store,
  batch: Batch,
  options: { reason: string; now: number },
): Promise<void> {
  await store.db
    .updateTable('batches')
    .set({ state: 'uncertain', reason: options.reason, settled_at: options.now, owner: '', lease_until: 0 })
    .where('issue_id', '=', batch.issueId)
    .where('n', '=', batch.n)
    .where('payload_sha256', '=', batch.seal.payloadSha256)
    .where('state', '=', 'submitting')
    .execute();
}

export async function unseal(store: Store, batch: ClaimedBatch, reason: string): Promise<void> {
  await held(store, batch)
    .set({ ...UNSEALED, generation: batch.generation + 1, reason })
    .execute();
}

/** Within a transaction. */
export async function split(
  store: Pick<Store, 'db' | 'dialect'>,
  batch: ClaimedBatch,
  reason: string,
): Promise<void> {
  if (batch.recipients.length < 2) throw new Error('A batch of one cannot be split.');
  const middle = Math.floor((batch.firstSeq + batch.lastSeq) / 2);
  const generation = batch.generation + 1;
  const { db } = store;
  const dropped = await db
    .selectFrom('deliveries')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('issue_id', '=', batch.issueId)
    .where('seq', '>', middle)
    .where('seq', '<=', batch.lastSeq)
    .where('status', '=', SUPPRESSED)
    .executeTakeFirstOrThrow();
  const shrunk = await db
    .updateTable('batches')
    .set(eb => ({
      ...UNSEALED,
      generation,
      last_seq: middle,
      suppressed: eb('suppressed', '-', Number(dropped.count)),
      reason,
    }))
    .where('issue_id', '=', batch.issueId)
    .where('n', '=', batch.n)
    .where('owner', '=', batch.owner)
    .where('payload_sha256', '=', batch.seal.payloadSha256)
    .returning('due_at')
    .executeTakeFirst();
  if (!shrunk) return;
  const n = await nextNumber(store, batch.issueId);
  await db
    .insertInto('batches')
    .values({
      ...UNSEALED,
      ...NEVER_TRIED,
      is_piece: 1,
      generation,
      issue_id: batch.issueId,
      n,
      first_seq: middle + 1,
      last_seq: batch.lastSeq,
      suppressed: Number(dropped.count),
      due_at: shrunk.due_at,
      reason,
    })
    .execute();
}

/** A batch as it was before its first seal, but for the generation of its key, which never goes back. */
export const UNSEALED = {
  state: 'pending',
  idempotency_key: '',
  payload_sha256: '',
  signing_key: '',
  provider: '',
  account: '',
  owner: '',
  lease_until: 0,
  not_before: 0,
  touched_at: 0,
  sealed_at: null,
  renewals: 0,
  unclear_since: null,
  deferred_since: null,
  deferrals: null,
  looked_at: null,
  unseen_at: null,
};

const NEVER_TRIED = { rejected: 0, attempts: 0, settled_at: null, provider_ids: '[]' };

/** Updates a batch only while this owner still holds it: after a lost lease it is somebody else's. */
function held(store: Store, batch: ClaimedBatch) {
  return store.db
    .updateTable('batches')
    .where('issue_id', '=', batch.issueId)
    .where('n', '=', batch.n)
    .where('owner', '=', batch.owner)
    .where('state', '=', 'submitting');
}
