import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATCH_STATES, type BatchTally, buildLedger, isSettled, sums } from '../../src/delivery/ledger.ts';

const tally = (change: Partial<BatchTally>): BatchTally => ({
  state: 'pending',
  batches: 1,
  members: 100,
  suppressed: 0,
  rejected: 0,
  ...change,
});

describe('the ledger', () => {
  it('counts everybody as pending before the batches exist', () => {
    expect(buildLedger(7, [])).toMatchObject({ audience: 7, pending: 7, submitted: 0 });
  });

  it('tells the members of each state apart', () => {
    const ledger = buildLedger(500, [
      tally({ state: 'pending' }),
      tally({ state: 'submitting', suppressed: 3 }),
      tally({ state: 'submitted', suppressed: 2, rejected: 5 }),
      tally({ state: 'rejected', members: 1, rejected: 1 }),
      tally({ state: 'uncertain', members: 199 }),
    ]);
    expect(ledger).toEqual({
      audience: 500,
      submitted: 93,
      suppressed: 5,
      rejected: 6,
      uncertain: 199,
      pending: 197,
      batches: { pending: 1, submitting: 1, submitted: 1, rejected: 1, uncertain: 1 },
    });
    expect(sums(ledger)).toBe(true);
    expect(isSettled(ledger)).toBe(false);
  });

  it('is settled with uncertain members, but not with a wrong sum', () => {
    expect(isSettled(buildLedger(100, [tally({ state: 'uncertain' })]))).toBe(true);
    expect(isSettled(buildLedger(101, [tally({ state: 'submitted' })]))).toBe(false);
  });

  it('sums whatever the batches say, as long as their members are the audience', () => {
    const tallies = fc.uniqueArray(
      fc.record({
        state: fc.constantFrom(...BATCH_STATES),
        batches: fc.nat(50),
        members: fc.integer({ min: 50, max: 5_000 }),
        suppressed: fc.nat(20),
        rejected: fc.nat(20),
      }),
      { selector: entry => entry.state, minLength: 1 },
    );
    fc.assert(
      fc.property(tallies, entries => {
        const audience = entries.reduce((total, entry) => total + entry.members, 0);
        expect(sums(buildLedger(audience, entries))).toBe(true);
      }),
    );
  });
});
