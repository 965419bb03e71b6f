import { expect, it } from 'vitest';
import { describeStores } from '../support/stores.ts';
import { checkModel } from './batch-model.ts';
import { SEEDED_FAULTS } from './seeded-faults.ts';

/** Many more than any of them needs: each is stopped at the first run that shows it. */
const RUNS = 100;
const TIMEOUT_MS = 240_000;

describeStores('the model of a batch', (open, dialect) => {
  // What a fault does, it does in the engine and the invariants; one database is enough to see it.
  it.skipIf(dialect === 'postgres').each(Object.entries(SEEDED_FAULTS))(
    'catches a sender that %s',
    {
      timeout: TIMEOUT_MS,
    },
    async (_name, fault) => {
      const verdict = await checkModel(await open(), { runs: RUNS, seed: 7, fault });
      expect(verdict.failed).toBe(true);
    },
  );

  it('has ten of them', () => {
    expect(Object.keys(SEEDED_FAULTS).length).toBe(10);
  });
});
