import { expect } from 'vitest';
import { buildLedger, type Ledger, sums } from '../../src/delivery/ledger.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { READERS, type World } from './batch-world.ts';

const HOUR = 3_600_000;

/** How the batches stood after the last command. */
export type Books = ReadonlyMap<number, BatchRow>;

type BatchRow = Awaited<ReturnType<typeof batchRows>>[number];

/** What must be true after every single command. @returns the books to compare the next ones with */
export async function checkBooks(world: World, before: Books): Promise<Books> {
  expect(world.api.wrongs).toEqual([]);
  const rows = await batchRows(world);
  const members = await memberRows(world);
  const books = new Map(rows.map(row => [row.n, row]));
  const covered = rows.flatMap(row =>
    Array.from({ length: row.last_seq - row.first_seq + 1 }, (_, index) => row.first_seq + index),
  );
  const everybody = Array.from({ length: READERS }, (_, index) => index + 1);
  expect(covered, 'every member is in one batch').toEqual(everybody);
  expect(members.map(member => member.seq)).toEqual(everybody);
  expect(sums(await ledgerOf(world)), 'the ledger sums').toBe(true);
  for (const row of rows) {
    const own = members.filter(({ seq }) => seq >= row.first_seq && seq <= row.last_seq);
    checkCounts(row, own);
    for (const { email, status } of own) checkTruth(world, row, email, status);
    checkClock(world, row);
  }
  for (const row of before.values()) checkSeal(world, row, books.get(row.n));
  return books;
}

export async function ledgerOf(world: World): Promise<Ledger> {
  return buildLedger(READERS, await tallyBatches(world.database, world.issue.issueId));
}

/**
 * Open batches that an honest mail API would have let pass by now: all but those it refuses as a whole, and those it told
 * to wait for hours, as for the next day's quota.
 */
export async function stuckBatches(world: World): Promise<number[]> {
  const { address, strict } = world.api.poison;
  const members = await memberRows(world);
  const rows = await batchRows(world);
  return rows
    .filter(row => ['pending', 'submitting', 'uncertain'].includes(row.state))
    .filter(row => row.not_before < world.clock.now() + HOUR)
    .filter(row => {
      const own = members.filter(({ seq }) => seq >= row.first_seq && seq <= row.last_seq);
      return !(strict && own.some(({ email }) => email === address));
    })
    .map(row => row.n);
}

interface Member {
  readonly seq: number;
  readonly email: string;
  readonly status: number;
}

/** The batch's own counts are what the ledger adds up; the members' marks are what they must come from. */
function checkCounts(row: BatchRow, own: readonly Member[]): void {
  expect({ suppressed: row.suppressed, rejected: row.rejected }, `counts of batch ${row.n}`).toEqual({
    suppressed: own.filter(member => member.status === 1).length,
    rejected: own.filter(member => member.status === 2).length,
  });
}

/** What the books say of a member is what the API did. */
function checkTruth(world: World, row: BatchRow, email: string, status: number): void {
  const times = world.api.accepted.get(email) ?? 0;
  expect(times, `${email} is accepted once at most`).toBeLessThanOrEqual(1);
  if (status !== 0) expect(times, `${email} is recorded as not mailed`).toBe(0);
  else if (row.state === 'submitted') expect(times, `${email} is recorded as submitted`).toBe(1);
}

/** While nobody knows whether a request was taken, the provider's window runs. */
function checkClock(world: World, row: BatchRow): void {
  if (!['pending', 'submitting'].includes(row.state)) return;
  if (!world.api.unclear.has(row.idempotency_key)) return;
  expect(row.unclear_since, `batch ${row.n} knows that it was unclear`).not.toBeNull();
}

function checkSeal(world: World, row: BatchRow, next: BatchRow | undefined): void {
  const settled = ['submitted', 'rejected'].includes(row.state);
  if (settled) expect(next?.state, `batch ${row.n} stays settled`).toBe(row.state);
  const bound = settled || row.state === 'uncertain' || row.unclear_since !== null;
  // After a clear no to these very mails, new halves under new seals are right.
  if (!bound || world.api.refused.has(row.idempotency_key)) return;
  expect(
    { key: next?.idempotency_key, bytes: next?.payload_sha256 },
    `the seal of batch ${row.n} does not change`,
  ).toEqual({ key: row.idempotency_key, bytes: row.payload_sha256 });
}

function batchRows(world: World) {
  return world.database.db
    .selectFrom('batches')
    .select(['n', 'first_seq', 'last_seq', 'state', 'suppressed', 'rejected', 'unclear_since'])
    .select(['idempotency_key', 'payload_sha256', 'not_before'])
    .where('issue_id', '=', world.issue.issueId)
    .orderBy('first_seq')
    .execute();
}

function memberRows(world: World): Promise<Member[]> {
  return world.database.db
    .selectFrom('deliveries')
    .select(['seq', 'email', 'status'])
    .where('issue_id', '=', world.issue.issueId)
    .orderBy('seq')
    .execute();
}
