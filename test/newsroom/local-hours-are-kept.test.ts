import { expect, it } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { hourAwaited } from '../../src/newsroom/reader-hours.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { runDue } from '../../src/scheduler.ts';
import type { Store } from '../../src/storage/database.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { addZonedReaders } from '../support/zoned-readers.ts';

const WEEK = '2026-W48';
const EDITOR = 'editor@example.com';
const { signal } = new AbortController();
const SETTINGS = { SEND_LOCAL_TIME: 'on', PAIRINGS_PER_ISSUE: '1', SEND_WINDOW: 'THU 08:00-10:00' };
const READERS = [
  { email: 'kiritimati@example.com', timezone: 'Pacific/Kiritimati' },
  { email: 'tokyo@example.com', timezone: 'Asia/Tokyo' },
  { email: 'utc@example.com' },
  { email: 'lima@example.com', timezone: 'America/Lima' },
];
/** Thursday 09:00 at UTC+14. */
const FREEZE = '2026-11-25T19:00:00Z';

const send = (app: TestApp, now: boolean) => sendWeek(app, WEEK, { now, signal, patienceMs: 0, who: 'test' });

/** Who got the issue, in the order of the alphabet. */
async function got(app: TestApp): Promise<string[]> {
  const mails = await app.mails('issue');
  const sources = await Promise.all(mails.map(name => app.read('issue', name)));
  return sources.map(source => /^To: (\w+)@/m.exec(source)?.[1] ?? '?').toSorted();
}

async function picked(store: Store, clock: FixedClock): Promise<TestApp> {
  const app = await openTestApp(store, clock, { settings: SETTINGS });
  await addZonedReaders(store, clock, READERS);
  await pickWeek(app, WEEK, 'test');
  return app;
}

async function round(app: TestApp, clock: FixedClock, instant: string): Promise<string[]> {
  clock.set(instant);
  await runDue(app, signal);
  return got(app);
}

describeStores('with SEND_LOCAL_TIME', open => {
  it('the audience is frozen at UTC+14, and each hour brings the issue to those it has come to', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const app = await picked(store, clock);
    await approveWeek(app, WEEK, EDITOR);
    expect(await send(app, false)).toMatchObject({
      kind: 'too_early',
      at: Date.parse(FREEZE),
      why: expect.stringContaining('UTC+14'),
    });
    expect(await round(app, clock, '2026-11-25T18:59:59Z')).toEqual([]);
    expect(await round(app, clock, FREEZE)).toEqual(['kiritimati']);
    // Whoever confirms now waits for the next issue; whoever leaves before their hour is left out.
    await addZonedReaders(store, clock, [{ email: 'late@example.com', timezone: 'America/Lima' }]);
    await store.db
      .updateTable('subscribers')
      .set({ confirmed_at: clock.now() + 1 })
      .where('id', '=', 5)
      .execute();
    expect(await round(app, clock, '2026-11-25T23:59:00Z')).toEqual(['kiritimati']);
    expect(await round(app, clock, '2026-11-26T00:00:00Z')).toEqual(['kiritimati', 'tokyo']);
    await store.db
      .updateTable('subscribers')
      .set({ state: 'unsubscribed' })
      .where('email', '=', 'utc@example.com')
      .execute();
    expect(await round(app, clock, '2026-11-26T09:00:00Z')).toEqual(['kiritimati', 'tokyo']);
    expect(await hourAwaited(app, (await app.issues.find(WEEK))!)).toBe(Date.parse('2026-11-26T14:00:00Z'));
    expect(await round(app, clock, '2026-11-26T14:00:00Z')).toEqual(['kiritimati', 'lima', 'tokyo']);
    expect(await send(app, false)).toMatchObject({
      kind: 'already_sent',
      status: { audience: 4, submitted: 3, suppressed: 1, pending: 0 },
    });
    expect(await hourAwaited(app, (await app.issues.find(WEEK))!)).toBe(null);
  });

  it('a send by hand names the next hour and leaves it to be waited for; --now waits for nobody', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const app = await picked(store, clock);
    await approveWeek(app, WEEK, EDITOR);
    clock.set(FREEZE);
    expect(await send(app, false)).toMatchObject({
      kind: 'unfinished',
      why: expect.stringContaining('goes on at 2026-11-26T00:00:00.000Z, the local time of the next readers'),
      status: { state: 'sending', submitted: 1, pending: 3 },
    });
    expect(await send(app, true)).toMatchObject({ kind: 'sent', status: { submitted: 4, pending: 0 } });
    expect(await send(app, true)).toMatchObject({ kind: 'already_sent' });
    expect((await activityOf(store, WEEK)).map(entry => entry.action)).toEqual([
      'picked',
      'approved',
      'sending',
      'local hours skipped',
      'sent',
    ]);
    expect((await got(app)).length).toBe(4);
  });

  it('--now from the start makes no cohorts at all', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const app = await picked(store, clock);
    await approveWeek(app, WEEK, EDITOR);
    expect(await send(app, true)).toMatchObject({ kind: 'sent', status: { submitted: 4 } });
    expect(await store.db.selectFrom('cohorts').selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom('batches').select('n').execute()).toEqual([{ n: 1 }]);
  });

  it('what nobody approved by then is held; approved late, zones already past go at once', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const app = await picked(store, clock);
    expect(await round(app, clock, FREEZE)).toEqual([]);
    expect(await app.issues.find(WEEK)).toMatchObject({ state: 'held', reason: 'Nobody has approved it.' });
    clock.set('2026-11-26T03:00:00Z');
    await approveWeek(app, WEEK, EDITOR);
    expect(await round(app, clock, '2026-11-26T03:09:59Z')).toEqual([]);
    expect(await round(app, clock, '2026-11-26T03:10:00Z')).toEqual(['kiritimati', 'tokyo']);
    expect(await round(app, clock, '2026-11-26T09:00:00Z')).toEqual(['kiritimati', 'tokyo', 'utc']);
    expect(await round(app, clock, '2026-11-26T14:00:00Z')).toHaveLength(4);
    expect(await app.issues.find(WEEK)).toMatchObject({ state: 'sent' });
  });

  it('a stop, a resume and another process in the middle change nobody’s hour', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const app = await picked(store, clock);
    await approveWeek(app, WEEK, EDITOR);
    await round(app, clock, FREEZE);
    expect(await steerWeek(app, WEEK, 'stop', EDITOR)).toMatchObject({ kind: 'done' });
    expect(await round(app, clock, '2026-11-26T09:00:00Z')).toEqual(['kiritimati']);
    expect(await steerWeek(app, WEEK, 'resume', EDITOR)).toMatchObject({ kind: 'done' });
    // The first process is gone; the next one knows nothing but the database.
    const next = await openTestApp(store, clock, { settings: SETTINGS, owner: 'next' });
    clock.set('2026-11-26T09:00:30Z');
    await runDue(next, signal);
    expect(await got(next)).toEqual(['tokyo', 'utc']);
    expect(await round(next, clock, '2026-11-26T14:00:00Z')).toEqual(['lima', 'tokyo', 'utc']);
    expect(await app.issues.find(WEEK)).toMatchObject({ state: 'sent', audience: 4 });
  });

  it('SEND_WINDOW is about the hour at which readers get it', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const app = await picked(store, clock);
    // Frozen at seven in the evening by the publication's clock, as everywhere above: the window is from eight to ten.
    clock.set('2026-11-26T10:30:00Z');
    await approveWeek(app, WEEK, EDITOR);
    clock.set('2026-11-26T10:40:00Z');
    expect(await send(app, false)).toMatchObject({ kind: 'refused', why: expect.stringContaining('WINDOW') });
  });
});
