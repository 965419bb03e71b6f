import { sql } from 'kysely';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import {
  type BatchRow,
  batchWithMembers,
  type Piece,
  piecesOf,
  rangeOf,
  replaceBatch,
} from './batch-pieces.ts';
import { isFree } from './due-batches.ts';
import { knownIds, type OpenBatch } from './uncertain-batches.ts';

/**
 * Settles those members of a batch who are known to have been taken, each by itself: of the others that proves nothing
 * where the mail API takes each mail of a call or not. They keep the batch's number and stay as they were; what was
 * still submitting, with nobody to ask, is uncertain from now on.
 * @returns how many readers were settled; 0 when the batch has changed meanwhile
 */
export function settleNamed(
  store: Store,
  batch: Omit<OpenBatch, 'week'>,
  options: { readonly reason: string; readonly now: number },
): Promise<number> {
  return inTransaction(store, async trx => {
    if (!(await isStillOpen(trx, batch, options.now))) return 0;
    const whole = await batchWithMembers(trx, batch);
    if (!whole) return 0;
    const heard = await heardOf(trx, batch);
    const named = new Set(
      whole.members.flatMap(({ seq, status }) => (status === 0 && heard.has(seq) ? [seq] : [])),
    );
    if (named.size === 0) return 0;
    const ids = new Map((await knownIds(trx, batch)).map(({ seq, provider_id }) => [seq, provider_id]));
    await replaceBatch(trx, whole.batch, piecesOf(whole.members, named), (piece, n) =>
      piece.isPicked
        ? takenRow(whole.batch, piece, n, { ids, ...options })
        : openRow(whole.batch, piece, n, options),
    );
    const mapped = [...ids].filter(([seq]) => named.has(seq));
    if (mapped.length === 0) return named.size;
    await trx.db
      .insertInto('provider_map')
      .values(mapped.map(([seq, provider_id]) => ({ provider_id, issue_id: batch.issueId, seq })))
      .onConflict(conflict => conflict.column('provider_id').doNothing())
      .execute();
    return named.size;
  });
}

interface Word {
  readonly reason: string;
  readonly now: number;
}

function takenRow(
  batch: BatchRow,
  { members }: Piece,
  n: number,
  { ids, reason, now }: Word & { readonly ids: ReadonlyMap<number, string> },
) {
  const known = members.flatMap(({ seq, status }) => (status === 0 ? (ids.get(seq) ?? []) : []));
  return {
    ...batch,
    ...FREE,
    ...rangeOf(members),
    n,
    state: 'submitted',
    reason,
    provider_ids: JSON.stringify(known),
    // Not every member has one; those that are known are put into the map at once.
    mapped: 1,
    settled_at: now,
    unclear_since: null,
    is_piece: 1,
  };
}

function openRow(batch: BatchRow, { members }: Piece, n: number, { now }: Word) {
  const wasSubmitting = batch.state === 'submitting' && { ...FREE, state: 'uncertain', settled_at: now };
  return { ...batch, ...rangeOf(members), n, ...wasSubmitting, is_piece: 1 };
}

const FREE = { owner: '', lease_until: 0, not_before: 0 };

async function isStillOpen(store: Store, batch: Omit<OpenBatch, 'week'>, now: number): Promise<boolean> {
  const row = await store.db
    .selectFrom('batches')
    .select('n')
    .where('issue_id', '=', batch.issueId)
    .where('n', '=', batch.n)
    .where('first_seq', '=', batch.firstSeq)
    .where('last_seq', '=', batch.lastSeq)
    .where('state', '=', batch.state)
    // A sender that took it this instant will have the answer itself.
    .where(isFree(now))
    .$if(store.dialect === 'postgres', query => query.forUpdate())
    .executeTakeFirst();
  return row !== undefined;
}

async function heardOf(store: Store, batch: Omit<OpenBatch, 'week'>): Promise<ReadonlySet<number>> {
  const rows = await store.db
    .selectFrom('outcomes')
    .select('seq')
    .where('issue_id', '=', batch.issueId)
    .where(sql<boolean>`seq between ${batch.firstSeq} and ${batch.lastSeq}`)
    .execute();
  return new Set(rows.map(({ seq }) => seq));
}
