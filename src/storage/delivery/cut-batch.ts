import type { Kysely } from 'kysely';
import type { Batch } from '../../delivery/batch.ts';
import type { Schema } from '../schema.ts';
import { SUPPRESSED, UNSEALED } from './batch-outcomes.ts';

/**
 * Cuts a batch that is about to be sealed into pieces that its mailer takes: batches are made for the mailer that is
 * preferred, and another one may take fewer at once. Within the transaction that claims it.
 * @returns the first piece, or the batch where it fits
 */
export async function cutToSize<T extends Batch>(db: Kysely<Schema>, batch: T, most: number): Promise<T> {
  const { issueId, n, firstSeq, lastSeq, generation } = batch;
  if (lastSeq - firstSeq < most) return batch;
  const { due_at } = await db
    .selectFrom('batches')
    .select('due_at')
    .where('issue_id', '=', issueId)
    .where('n', '=', n)
    .executeTakeFirstOrThrow();
  const { highest } = await db
    .selectFrom('batches')
    .select(eb => eb.fn.max('n').as('highest'))
    .where('issue_id', '=', issueId)
    .executeTakeFirstOrThrow();
  const left = await db
    .selectFrom('deliveries')
    .select('seq')
    .where('issue_id', '=', issueId)
    .where('seq', '>=', firstSeq)
    .where('seq', '<=', lastSeq)
    .where('status', '=', SUPPRESSED)
    .execute();
  const pieces = Array.from({ length: Math.ceil((lastSeq - firstSeq + 1) / most) }, (_, index) => {
    const first = firstSeq + index * most;
    const last = Math.min(first + most - 1, lastSeq);
    const suppressed = left.filter(({ seq }) => seq >= first && seq <= last).length;
    return { issue_id: issueId, n: highest + index, first_seq: first, last_seq: last, suppressed };
  });
  const [own, ...others] = pieces as [(typeof pieces)[number], ...typeof pieces];
  await db
    .updateTable('batches')
    .set({ last_seq: own.last_seq, suppressed: own.suppressed })
    .where('issue_id', '=', issueId)
    .where('n', '=', n)
    .execute();
  await db
    .insertInto('batches')
    .values(
      others.map(piece => ({
        ...UNSEALED,
        ...piece,
        is_piece: 1,
        generation,
        attempts: 0,
        rejected: 0,
        due_at,
      })),
    )
    .execute();
  return { ...batch, lastSeq: own.last_seq };
}
