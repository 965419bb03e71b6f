import type { Batch } from '../../delivery/batch.ts';
import { causeOf } from '../../delivery/refusal-cause.ts';
import type { Store } from '../database.ts';
import { UNSEALED } from './batch-outcomes.ts';
import {
  type BatchRow,
  batchWithMembers,
  type Piece,
  piecesOf,
  REJECTED,
  rangeOf,
  replaceBatch,
} from './batch-pieces.ts';

/** Why a reader waits again, and until when at least (epoch ms); `now` is when that was said. */
export interface Again {
  readonly why: string;
  readonly notBefore?: number;
  readonly now?: number;
}

/** How many rejected readers would wait again. Reads only. */
export async function countRejected(
  store: Store,
  issueId: number,
  isMeant: (reason: string) => boolean,
): Promise<number> {
  return (await rejectedReaders(store, issueId)).filter(({ reason }) => isMeant(reason)).length;
}

/**
 * Puts rejected readers back as if their mails had never been posted: a clear no took nothing. They get batches of their
 * own, under keys of the next generation; a batch that was taken for the others is left to those. Within a transaction.
 * @param isMeant told the words each was refused with
 * @returns how many wait again
 */
export async function reopenRejected(
  store: Store,
  issueId: number,
  { isMeant, why }: { readonly isMeant: (reason: string) => boolean; readonly why: string },
): Promise<number> {
  const meant = (await rejectedReaders(store, issueId)).filter(({ reason }) => isMeant(reason));
  const seqs = new Map(meant.map(({ seq }) => [seq, { why }]));
  if (seqs.size === 0) return 0;
  const batches = await store.db
    .selectFrom('batches')
    .select(['issue_id as issueId', 'n'])
    .where('issue_id', '=', issueId)
    .where('rejected', '>', 0)
    .where('state', 'in', ['submitted', 'rejected'])
    .orderBy('first_seq')
    .execute();
  let reopened = 0;
  for (const batch of batches) {
    const whole = await batchWithMembers(store, batch);
    if (whole) reopened += await reopenWithin(store, whole, seqs);
  }
  await uncount(store, issueId, meant);
  return reopened;
}

/** The same for some of one batch, who are counted nowhere yet. Within a transaction. */
export async function reopenMembers(
  store: Store,
  { issueId, n }: Pick<Batch, 'issueId' | 'n'>,
  members: ReadonlyMap<number, Again>,
): Promise<void> {
  const whole = await batchWithMembers(store, { issueId, n });
  if (!whole) throw new Error(`Batch ${n} of issue ${issueId} is gone while it is being settled.`);
  await reopenWithin(store, whole, members);
}

function rejectedReaders(store: Store, issueId: number) {
  return (
    store.db
      .selectFrom('deliveries')
      .select(['seq', 'reason'])
      .where('issue_id', '=', issueId)
      // Spelt out by the index: a value that is bound would not show either database that it fits.
      .where('status', '=', eb => eb.lit(REJECTED))
      .orderBy('seq')
      .execute()
  );
}

async function reopenWithin(
  store: Store,
  whole: Whole,
  reopened: ReadonlyMap<number, Again>,
): Promise<number> {
  const { batch, members } = whole;
  const { issue_id: issueId } = batch;
  const open = members.filter(({ seq }) => reopened.has(seq));
  if (open.length === 0) return 0;
  await store.db
    .updateTable('deliveries')
    .set({ status: 0, reason: '' })
    .where('issue_id', '=', issueId)
    .where('seq', '>=', batch.first_seq)
    .where('seq', '<=', batch.last_seq)
    .where('seq', 'in', [...open.map(({ seq }) => seq)])
    .execute();
  const ids = JSON.parse(batch.provider_ids) as string[];
  await replaceBatch(store, batch, piecesOf(members, new Set(reopened.keys())), (piece, n) =>
    piece.isPicked ? openRow(batch, piece, n, reopened) : keptRow(batch, piece, n, ids),
  );
  return open.length;
}

type Whole = NonNullable<Awaited<ReturnType<typeof batchWithMembers>>>;

function openRow(batch: BatchRow, { members }: Piece, n: number, reopened: ReadonlyMap<number, Again>) {
  const { issue_id, due_at } = batch;
  const generation = batch.generation + 1;
  const own = { ...UNSEALED, attempts: 0, settled_at: null, provider_ids: '[]', mapped: 0 };
  const again = members.flatMap(({ seq }) => reopened.get(seq) ?? []);
  const wait = {
    not_before: Math.max(0, ...again.map(({ notBefore = 0 }) => notBefore)),
    touched_at: Math.max(0, ...again.map(({ now = 0 }) => now)),
  };
  // They count as they did before the no that is taken back.
  const range = { ...rangeOf(members), rejected: 0 };
  return {
    ...own,
    ...wait,
    issue_id,
    n,
    is_piece: 1,
    generation,
    ...range,
    due_at,
    reason: again[0]?.why ?? '',
  };
}

/** @param ids of the whole batch, in the order of those who were taken; those of this piece are taken out */
function keptRow(batch: BatchRow, { members }: Piece, n: number, ids: string[]) {
  const taken = members.filter(({ status }) => status === 0).length;
  const range = rangeOf(members);
  return {
    ...batch,
    n,
    ...range,
    state: taken === 0 && range.rejected > 0 ? 'rejected' : 'submitted',
    provider_ids: JSON.stringify(ids.splice(0, taken)),
  };
}

/** What is open again counts no more towards a stop. */
async function uncount(
  store: Store,
  issueId: number,
  meant: readonly { readonly reason: string }[],
): Promise<void> {
  for (const [cause, items] of Map.groupBy(meant, ({ reason }) => causeOf(reason))) {
    await store.db
      .updateTable('refusals')
      .set(eb => ({ members: eb('members', '-', items.length), accepted_members: 0 }))
      .where('issue_id', '=', issueId)
      .where('cause', '=', cause)
      .execute();
  }
}
