import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { sendBatches } from '../../src/delivery/sender.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

describeStores('a batch that a lost session still has in its hands', (open, dialect) => {
  it.runIf(dialect === 'postgres')(
    'is waited for with a word about it, and goes when it is let go',
    async () => {
      const store = await open();
      const clock = fixedClock('2026-11-26T09:00:00Z');
      const issue = await freezeForTest(store, clock, { readers: 4, batchSize: 4 });
      const api = keyedApi({});
      const told: { until: number; reason: string }[] = [];
      const letGo = Promise.withResolvers<void>();
      const isHeld = Promise.withResolvers<void>();
      const lost = store
        .another()
        .db.transaction()
        .execute(async trx => {
          await sql`select n from batches for update`.execute(trx);
          isHeld.resolve();
          await letGo.promise;
        });
      await isHeld.promise;

      const deps = {
        ...senderDeps(store, clock, [api], { lanes: 2 }),
        onOtherHands: (wait: (typeof told)[number]) => void told.push(wait),
      };
      const sending = sendBatches(deps, issue, { signal: new AbortController().signal, patienceMs: 0 });
      await expect.poll(() => told.length, { timeout: 30_000 }).toBe(1);
      letGo.resolve();
      await lost;

      expect(await sending).toEqual({ kind: 'settled' });
      expect(told).toEqual([
        { until: clock.now() + 60_000, reason: expect.stringContaining('session that was lost') },
      ]);
      expect([...api.accepted.values()]).toEqual([1, 1, 1, 1]);
    },
  );
});
