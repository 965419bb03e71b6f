import type { Batch } from '../../delivery/batch.ts';
import type { Store } from '../database.ts';
import { nextNumber } from './batch-numbers.ts';
import { SUPPRESSED, UNSEALED } from './batch-outcomes.ts';

/**
 * Cuts as much off the end of a batch that is about to be sealed as its mailer takes at once: batches are made for the
 * mailer that takes the most. The rest stays whole for whoever comes next, under its own number, first reader and so key: a
 * database that has forgotten the cut makes the same key for other bytes, which is refused, and never another key for the
 * same readers. Within the transaction that claims it, which has locked it.
 * @param request.anew that the rest counts as never tried: it was, but by another mailer
 * @returns the piece, or the batch where it fits
 */
export async function cutToSize<T extends Batch>(
  store: Pick<Store, 'db' | 'dialect'>,
  batch: T,
  { most, anew }: { readonly most: number; readonly anew: boolean },
): Promise<T> {
  const { issueId, n, firstSeq, lastSeq, generation } = batch;
  if (lastSeq - firstSeq < most) return batch;
  const cut = lastSeq - most + 1;
  const attempts = anew ? 0 : batch.attempts;
  const { left } = await store.db
    .selectFrom('deliveries')
    .select(eb => eb.fn.countAll<number>().as('left'))
    .where('issue_id', '=', issueId)
    .where('seq', '>=', cut)
    .where('seq', '<=', lastSeq)
    .where('status', '=', SUPPRESSED)
    .executeTakeFirstOrThrow();
  const { due_at } = await store.db
    .updateTable('batches')
    .set(eb => ({
      ...UNSEALED,
      generation,
      attempts,
      last_seq: cut - 1,
      suppressed: eb('suppressed', '-', Number(left)),
    }))
    .where('issue_id', '=', issueId)
    .where('n', '=', n)
    .returning('due_at')
    .executeTakeFirstOrThrow();
  const piece = { n: await nextNumber(store, issueId), isPiece: true, firstSeq: cut };
  await store.db
    .insertInto('batches')
    .values({
      ...UNSEALED,
      issue_id: issueId,
      n: piece.n,
      is_piece: 1,
      first_seq: cut,
      last_seq: lastSeq,
      suppressed: Number(left),
      generation,
      attempts,
      rejected: 0,
      due_at,
    })
    .execute();
  return { ...batch, ...piece, attempts, deferredSince: null, deferrals: 0 };
}
