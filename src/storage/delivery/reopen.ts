import type { Selectable } from 'kysely';
import type { Batch } from '../../delivery/batch.ts';
import { causeOf } from '../../delivery/refusal-cause.ts';
import type { Store } from '../database.ts';
import type { BatchTable } from '../schema.ts';
import { SUPPRESSED, UNSEALED } from './batch-outcomes.ts';

/** `deliveries.status` of whom the mail API has refused by name. */
const REJECTED = 2;

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
  const seqs = new Set(meant.map(({ seq }) => seq));
  if (seqs.size === 0) return 0;
  const batches = await store.db
    .selectFrom('batches')
    .selectAll()
    .where('issue_id', '=', issueId)
    .where('rejected', '>', 0)
    .where('state', 'in', ['submitted', 'rejected'])
    .orderBy('first_seq')
    .execute();
  let reopened = 0;
  for (const batch of batches) reopened += await reopenWithin(store, batch, seqs, why);
  await uncount(store, issueId, meant);
  return reopened;
}

/** The same for some of one batch, who were rejected just now and are counted nowhere yet. Within a transaction. */
export async function reopenMembers(
  store: Store,
  { issueId, n }: Pick<Batch, 'issueId' | 'n'>,
  members: readonly { readonly seq: number }[],
  why: string,
): Promise<void> {
  const batch = await store.db
    .selectFrom('batches')
    .selectAll()
    .where('issue_id', '=', issueId)
    .where('n', '=', n)
    .executeTakeFirstOrThrow();
  await reopenWithin(store, batch, new Set(members.map(({ seq }) => seq)), why);
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

type BatchRow = Selectable<BatchTable>;

interface Member {
  readonly seq: number;
  readonly status: number;
}

interface Piece {
  readonly isOpen: boolean;
  readonly members: Member[];
}

async function reopenWithin(
  store: Store,
  batch: BatchRow,
  seqs: ReadonlySet<number>,
  why: string,
): Promise<number> {
  const { issue_id: issueId } = batch;
  const members = await store.db
    .selectFrom('deliveries')
    .select(['seq', 'status'])
    .where('issue_id', '=', issueId)
    .where('seq', '>=', batch.first_seq)
    .where('seq', '<=', batch.last_seq)
    .orderBy('seq')
    .execute();
  const open = members.filter(({ seq }) => seqs.has(seq));
  if (open.length === 0) return 0;
  await store.db
    .updateTable('deliveries')
    .set({ status: 0, reason: '' })
    .where('issue_id', '=', issueId)
    .where('seq', '>=', batch.first_seq)
    .where('seq', '<=', batch.last_seq)
    .where('seq', 'in', [...open.map(({ seq }) => seq)])
    .execute();
  await store.db.deleteFrom('batches').where('issue_id', '=', issueId).where('n', '=', batch.n).execute();
  const pieces = piecesOf(members, seqs);
  const first = pieces.find(piece => !piece.isOpen);
  // Its own number is not given again, whether it stays with a piece or not.
  let next = Math.max(await highestNumber(store, issueId), batch.n);
  const ids = JSON.parse(batch.provider_ids) as string[];
  const rows = pieces.map(piece => {
    const n = piece === first ? batch.n : ++next;
    return piece.isOpen ? openRow(batch, piece, n, why) : keptRow(batch, piece, n, ids);
  });
  await store.db.insertInto('batches').values(rows).execute();
  return open.length;
}

/** In order; whoever had left before belongs to whatever stands before them. */
function piecesOf(members: readonly Member[], seqs: ReadonlySet<number>): Piece[] {
  const pieces: Piece[] = [];
  for (const member of members) {
    const last = pieces.at(-1);
    const isOpen = member.status === SUPPRESSED && last ? last.isOpen : seqs.has(member.seq);
    if (last?.isOpen === isOpen) last.members.push(member);
    else pieces.push({ isOpen, members: [member] });
  }
  return pieces;
}

function openRow(batch: BatchRow, { members }: Piece, n: number, why: string) {
  const { issue_id, due_at } = batch;
  const generation = batch.generation + 1;
  const own = { ...UNSEALED, attempts: 0, settled_at: null, rejected: 0, provider_ids: '[]', mapped: 0 };
  return { ...own, issue_id, n, is_piece: 1, generation, ...rangeOf(members), due_at, reason: why };
}

/** @param ids of the whole batch, in the order of those who were taken; those of this piece are taken out */
function keptRow(batch: BatchRow, { members }: Piece, n: number, ids: string[]) {
  const taken = members.filter(({ status }) => status === 0).length;
  const rejected = members.filter(({ status }) => status === REJECTED).length;
  return {
    ...batch,
    n,
    ...rangeOf(members),
    rejected,
    state: taken === 0 && rejected > 0 ? 'rejected' : 'submitted',
    provider_ids: JSON.stringify(ids.splice(0, taken)),
  };
}

function rangeOf(members: readonly Member[]) {
  const seqs = members.map(({ seq }) => seq);
  return {
    first_seq: seqs[0] as number,
    last_seq: seqs.at(-1) as number,
    suppressed: members.filter(({ status }) => status === SUPPRESSED).length,
  };
}

async function highestNumber(store: Store, issueId: number): Promise<number> {
  const { highest } = await store.db
    .selectFrom('batches')
    .select(eb => eb.fn.max('n').as('highest'))
    .where('issue_id', '=', issueId)
    .executeTakeFirstOrThrow();
  return highest ?? 0;
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
