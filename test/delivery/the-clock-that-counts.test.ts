import { expect, it, vi } from 'vitest';
import { openClock } from '../../src/storage/clock.ts';
import { describeStores } from '../support/stores.ts';

const HOUR = 3_600_000;

describeStores('the clock that counts', (open, dialect) => {
  it('is the database’s on Postgres, whatever this machine’s says, and this machine’s on SQLite', async () => {
    const store = await open();
    const real = Date.now();
    const wrong = vi.spyOn(Date, 'now').mockImplementation(() => real + 25 * HOUR);
    const clock = await openClock(store);
    const now = clock.now();
    clock.close();
    wrong.mockRestore();
    expect(Number.isInteger(now)).toBe(true);
    const ahead = Math.round((now - real) / HOUR);
    expect(ahead).toBe(dialect === 'postgres' ? 0 : 25);
  });
});
