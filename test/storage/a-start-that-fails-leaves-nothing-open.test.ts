import { sql } from 'kysely';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openApp } from '../../src/compose.ts';
import { EVERYDAY } from '../../src/storage/postgres-patience.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const STARTING = 'starting';

/** How many connections the start holds, by the server's own count. */
async function held({ db }: TestStore): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pg_stat_activity where application_name = ${STARTING}`.execute(db);
  return Number(rows[0]?.n);
}

describeStores('a start', (open, dialect) => {
  it.runIf(dialect === 'postgres')(
    'that gets no answer half-way gives up, closes its connections and looks at no clock any more',
    async () => {
      const store = await open();
      const url = new URL(store.url);
      url.searchParams.set('application_name', STARTING);
      vi.stubEnv('DATABASE_URL', url.href);
      // Those of clocks; whatever waits for the database goes on.
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
      onTestFinished(() => {
        vi.unstubAllEnvs();
        vi.useRealTimers();
      });
      // The clock does not need this table; what comes after it does.
      const letGo = Promise.withResolvers<void>();
      const locked = Promise.withResolvers<void>();
      const locking = store.db.transaction().execute(async trx => {
        await sql`lock table meta in access exclusive mode`.execute(trx);
        locked.resolve();
        await letGo.promise;
      });
      await locked.promise;

      await expect(openApp({ patience: { ...EVERYDAY, silentMs: 1_000 } })).rejects.toThrow(/did not answer/);
      expect(vi.getTimerCount()).toBe(0);
      letGo.resolve();
      await locking;

      await expect.poll(() => held(store)).toBe(0);
    },
  );
});
