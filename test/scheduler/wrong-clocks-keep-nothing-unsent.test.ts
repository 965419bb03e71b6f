import { expect, it } from 'vitest';
import { approveWeek } from '../../src/newsroom/release.ts';
import { runDue } from '../../src/scheduler.ts';
import { firstStartedAt } from '../../src/storage/meta.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const EDITOR = 'editor@example.com';
const WEEK = '2026-W48';
const { signal } = new AbortController();
const stateOf = async (app: TestApp) => (await app.issues.find(WEEK))?.state ?? 'none';

/** The first start of a database with three readers, by the machine's clock of then. */
async function startedAt(instant: string, store: TestStore) {
  const clock = fixedClock(instant);
  const app = await openTestApp(store, clock);
  await addReaders(store, 3, fixedClock('2026-11-20T09:00:00Z'));
  return { store, clock, app };
}

describeStores('an issue of a database that was first started under a wrong clock', open => {
  it('goes out at its time: a first start that lies ahead was now at the latest', async () => {
    const { store, clock, app } = await startedAt('2026-11-28T09:00:00Z', await open());
    clock.set('2026-11-22T12:00:00Z');
    await runDue(app, signal);
    expect(await firstStartedAt(store, clock.now())).toBe(clock.now());
    clock.set('2026-11-23T09:00:30Z');
    await runDue(app, signal);
    await approveWeek(app, WEEK, EDITOR);
    clock.set('2026-11-26T09:00:00Z');
    await runDue(app, signal);
    expect(await stateOf(app)).toBe('sent');
  });

  it('goes out although nobody looked before its time: it was picked before the first start that is recorded', async () => {
    const { store, clock, app } = await startedAt('2026-11-22T12:00:00Z', await open());
    clock.set('2026-11-23T09:00:30Z');
    await runDue(app, signal);
    await approveWeek(app, WEEK, EDITOR);
    const wrong = String(Date.parse('2026-11-26T12:00:00Z'));
    await store.db.updateTable('meta').set({ value: wrong }).where('key', '=', 'first-started-at').execute();
    clock.set('2026-11-26T12:00:01Z');
    await runDue(app, signal);
    expect(await stateOf(app)).toBe('sent');
  });

  it('does not wait for an approval or an editor’s "now" that lie ahead', async () => {
    const { clock, app } = await startedAt('2026-11-22T12:00:00Z', await open());
    clock.set('2026-11-23T09:00:30Z');
    await runDue(app, signal);
    clock.set('2026-11-26T20:00:00Z');
    await approveWeek(app, WEEK, EDITOR);
    clock.set('2026-11-26T08:59:00Z');
    await runDue(app, signal);
    expect(await stateOf(app)).toBe('approved');
    clock.set('2026-11-26T09:00:00Z');
    await runDue(app, signal);
    expect(await stateOf(app)).toBe('sent');
  });
});
