import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { loadSampleReaders } from '../../src/newsroom/sample-run.ts';
import { trialReaders, trialReadersWords } from '../../src/newsroom/trial-readers.ts';
import { openStore } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp } from '../support/newsroom.ts';

const CLOCK = fixedClock('2026-11-25T09:00:00Z');

it('readers imported before a provider was set are told of, until there are some where mail goes out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-trial-'));
  const open = async (name: string, settings: Record<string, string> = {}) => {
    const DATABASE_URL = `file:${join(folder, name)}`;
    const store = openStore(DATABASE_URL);
    onTestFinished(() => store.db.destroy());
    await migrate(store);
    return openTestApp(store, CLOCK, { settings: { ...settings, DATABASE_URL } });
  };
  const real = await open('verdicts.db', { MAIL_PROVIDER: 'resend', RESEND_API_KEY: 're_none' });
  expect(await trialReaders(real)).toBeNull();

  const tried = await open('sample.db');
  await loadSampleReaders(tried, PROJECT_ROOT);
  expect(await trialReaders(real)).toBeNull();
  await addReaders(tried.store, 3, CLOCK);
  const left = await trialReaders(real);
  expect(left).toEqual({ readers: 3, file: join(folder, 'sample.db') });
  expect(left && trialReadersWords(left)).toMatch(
    /^3 readers are in .*sample\.db.*subscribers import moved\.csv$/,
  );
  expect(await trialReaders(tried)).toBeNull();

  await addReaders(real.store, 1, CLOCK);
  expect(await trialReaders(real)).toBeNull();
});
