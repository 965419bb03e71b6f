import type { Insertable, Selectable } from 'kysely';
import type { Batch } from '../../delivery/batch.ts';
import type { Store } from '../database.ts';
import type { BatchTable } from '../schema.ts';
import { nextNumber } from './batch-numbers.ts';
import { SUPPRESSED } from './batch-outcomes.ts';

export type BatchRow = Selectable<BatchTable>;

/** `deliveries.status` of whom the mail API has refused by name. */
export const REJECTED = 2;

export interface Member {
  readonly seq: number;
  /** `deliveries.status`. */
  readonly status: number;
}

/** Members of one batch that stand beside each other and go one way. */
export interface Piece {
  readonly isPicked: boolean;
  readonly members: Member[];
}

/** A batch with everybody in it, in order; null when there is none of that number. */
export async function batchWithMembers(
  store: Store,
  { issueId, n }: Pick<Batch, 'issueId' | 'n'>,
): Promise<{ readonly batch: BatchRow; readonly members: Member[] } | null> {
  const batch = await store.db
    .selectFrom('batches')
    .selectAll()
    .where('issue_id', '=', issueId)
    .where('n', '=', n)
    .executeTakeFirst();
  if (!batch) return null;
  const members = await store.db
    .selectFrom('deliveries')
    .select(['seq', 'status'])
    .where('issue_id', '=', issueId)
    .where('seq', '>=', batch.first_seq)
    .where('seq', '<=', batch.last_seq)
    .orderBy('seq')
    .execute();
  return { batch, members };
}

/** In order; whoever had left before belongs to whatever stands before them. */
export function piecesOf(members: readonly Member[], picked: ReadonlySet<number>): Piece[] {
  const pieces: Piece[] = [];
  for (const member of members) {
    const last = pieces.at(-1);
    const isPicked = member.status === SUPPRESSED && last ? last.isPicked : picked.has(member.seq);
    if (last?.isPicked === isPicked) last.members.push(member);
    else pieces.push({ isPicked, members: [member] });
  }
  return pieces;
}

/**
 * Puts the pieces in the batch's place. Its own number stays with the first that was not picked, and is not given again
 * where there is none. Within a transaction.
 */
export async function replaceBatch(
  store: Store,
  batch: BatchRow,
  pieces: readonly Piece[],
  rowOf: (piece: Piece, n: number) => Insertable<BatchTable>,
): Promise<void> {
  const { issue_id: issueId, n } = batch;
  await store.db.deleteFrom('batches').where('issue_id', '=', issueId).where('n', '=', n).execute();
  const first = pieces.find(piece => !piece.isPicked);
  let next = Math.max(await nextNumber(store, issueId), n + 1);
  const rows = pieces.map(piece => rowOf(piece, piece === first ? n : next++));
  await store.db.insertInto('batches').values(rows).execute();
}

/** The columns that follow from who is in a piece. */
export function rangeOf(members: readonly Member[]) {
  const seqs = members.map(({ seq }) => seq);
  const having = (status: number) => members.filter(member => member.status === status).length;
  return {
    first_seq: seqs[0] as number,
    last_seq: seqs.at(-1) as number,
    suppressed: having(SUPPRESSED),
    rejected: having(REJECTED),
  };
}
