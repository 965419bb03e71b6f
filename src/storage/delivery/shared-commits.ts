import type { Kysely } from 'kysely';
import type { Store } from '../database.ts';
import { inGroups } from '../in-groups.ts';
import type { Schema } from '../schema.ts';
import { inTransaction } from '../transaction.ts';
import { unsynced } from '../unsynced.ts';

/** A write of its own that may share its commit. */
interface Write<Answer> {
  /** Must be on disk before it is answered; else as in `unsynced`. */
  readonly lasting: boolean;
  readonly work: (store: Store) => Promise<Answer>;
}

const queues = new WeakMap<Kysely<Schema>, (write: Write<unknown>) => Promise<unknown>>();

/**
 * Runs a write on SQLite in one transaction with all others that are asked for in the same turn of the event loop, in
 * the order they are asked for: whatever lanes claim, settle and wait for, the disk is waited for once. Where one
 * fails, each is tried again by itself.
 */
export function shareCommit<Answer>(store: Store, write: Write<Answer>): Promise<Answer> {
  const known = queues.get(store.db) ?? inGroups(writes => commit(store, writes));
  queues.set(store.db, known);
  return known(write) as Promise<Answer>;
}

function commit(store: Store, writes: readonly Write<unknown>[]): Promise<unknown[]> {
  const all = async (within: Store) => {
    const answers = [];
    for (const { work } of writes) answers.push(await work(within));
    return answers;
  };
  if (!writes.some(({ lasting }) => lasting)) return unsynced(store, all);
  return store.flushed ? thenFlushed(store, store.flushed, all) : inTransaction(store, all);
}

/** Other lanes go on, commits of theirs included, while the disk is waited for. */
async function thenFlushed<Answer>(
  store: Store,
  flushed: () => Promise<void>,
  work: (store: Store) => Promise<Answer>,
): Promise<Answer> {
  const answer = await unsynced(store, work);
  await flushed();
  return answer;
}
