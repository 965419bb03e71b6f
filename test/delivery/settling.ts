import { expect } from 'vitest';
import { buildLedger, sums } from '../../src/delivery/ledger.ts';
import type { Store } from '../../src/storage/database.ts';
import { batchStore, tallyBatches } from '../../src/storage/delivery/batches.ts';
import type { FixedClock } from '../support/clock.ts';

/** The ledger of an issue as its batches stand; it adds up. */
export async function ledger(store: Store, issueId: number, audience: number) {
  const made = buildLedger(audience, await tallyBatches(store, issueId));
  expect(sums(made)).toBe(true);
  return made;
}

/** Runs rounds and moves the clock to what is due next, until nothing is open. */
export async function sendThrough(
  store: Store,
  clock: FixedClock,
  run: () => Promise<unknown>,
  issueId: number,
): Promise<void> {
  for (let round = 0; round < 60; round++) {
    await run();
    const due = await batchStore(store).nextDue(issueId);
    if (due === null) return;
    clock.advance(Math.max(1, due - clock.now()));
  }
  throw new Error('not settled after 60 rounds');
}
