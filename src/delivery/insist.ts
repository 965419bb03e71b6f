import { setTimeout } from 'node:timers/promises';
import type { BatchStore } from './batch.ts';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;

/**
 * A store that keeps what an answer has said although the database is locked or restarts for a moment: without a key the
 * answer cannot be had again. Each of these writes changes nothing when it was done already, so it may be repeated.
 * @param patienceMs for how long it is tried: a lease, after which others will look at the batch
 */
export function insistent(store: BatchStore, patienceMs: number): BatchStore {
  const insist =
    <Args extends readonly unknown[], Answer>(write: (...args: Args) => Promise<Answer>) =>
    (...args: Args) =>
      tryFor(patienceMs, () => write(...args));
  return {
    ...store,
    settle: insist(store.settle),
    putBack: insist(store.putBack),
    defer: insist(store.defer),
    keepSubmitting: insist(store.keepSubmitting),
    markUncertain: insist(store.markUncertain),
    split: insist(store.split),
    unseal: insist(store.unseal),
  };
}

/**
 * Does a write that may be repeated, for so long (ms). Counted in waits, not by a clock: whether one steps or stands still
 * changes nothing.
 */
export async function tryFor<Answer>(patienceMs: number, work: () => Promise<Answer>): Promise<Answer> {
  let left = patienceMs;
  for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
    try {
      return await work();
    } catch (fault) {
      if (left <= 0) throw fault;
      await setTimeout(Math.min(wait, left));
      left -= wait;
    }
  }
}
