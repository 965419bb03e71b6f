import { expect, it, vi } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { unapprovedSince } from '../../src/newsroom/unapproved-since.ts';
import { runDue } from '../../src/scheduler.ts';
import { fixedClock } from '../support/clock.ts';
import { EDITOR } from '../support/due-issue.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores, type OpenStore } from '../support/stores.ts';

vi.setConfig({ testTimeout: 240_000 });

const { signal } = new AbortController();
const at = (instant: string) => Date.parse(instant);
const DUE = at('2026-11-26T09:00:00Z');

/** First started on Sunday, before a pick on Monday and a send on Thursday, both at 09:00. */
async function started(open: OpenStore) {
  const clock = fixedClock('2026-11-22T12:00:00Z');
  const app = await openTestApp(await open(), clock);
  const since = async (instant: string) => {
    clock.set(instant);
    return unapprovedSince(app);
  };
  return { app, clock, since };
}

describeStores('what is due and not approved', open => {
  it('is told from its time on, whether looked at before or after it is held, until it is approved', async () => {
    const { app, since } = await started(open);
    expect(await since('2026-11-23T09:00:00Z')).toBe(null);
    await runDue(app, signal);
    expect(await since('2026-11-26T08:59:59Z')).toBe(null);
    expect(await since('2026-11-26T09:00:00Z')).toBe(DUE);
    await runDue(app, signal);
    expect((await app.issues.find('2026-W48'))?.state).toBe('held');
    expect(await since('2026-11-27T09:00:00Z')).toBe(DUE);
    expect(await approveWeek(app, '2026-W48', EDITOR)).toMatchObject({ kind: 'approved' });
    expect(await since('2026-11-27T09:00:01Z')).toBe(null);
  });

  it('is told of a week for which nothing was picked, but of none from before the first start', async () => {
    const { since } = await started(open);
    expect(await since('2026-11-26T08:59:59Z')).toBe(null);
    expect(await since('2026-11-26T09:00:00Z')).toBe(DUE);
    const late = await openTestApp(await open({ alone: true }), fixedClock('2026-11-24T12:00:00Z'));
    const clock = fixedClock('2026-11-26T12:00:00Z');
    expect(await unapprovedSince({ ...late, now: clock.now })).toBe(null);
  });

  it('is not told of an issue that an editor ended, or that a later one has overtaken', async () => {
    const { app, clock, since } = await started(open);
    clock.set('2026-11-23T09:00:00Z');
    await runDue(app, signal);
    expect(await since('2026-11-26T10:00:00Z')).toBe(DUE);
    await steerWeek(app, '2026-W48', 'abort', EDITOR);
    expect(await since('2026-11-26T10:00:01Z')).toBe(null);

    clock.set('2026-11-30T09:00:00Z');
    await runDue(app, signal);
    const next = at('2026-12-03T09:00:00Z');
    expect(await since('2026-12-03T10:00:00Z')).toBe(next);
    await pickWeek(app, '2026-W51', 'test');
    await app.store.db.updateTable('issues').set({ state: 'sent' }).where('week', '=', '2026-W51').execute();
    // Sent long before its time: it has overtaken nothing.
    expect(await since('2026-12-03T10:00:01Z')).toBe(next);
    clock.set('2026-12-07T09:00:00Z');
    await runDue(app, signal);
    await approveWeek(app, '2026-W50', EDITOR);
    expect(await since('2026-12-10T09:00:00Z')).toBe(next);
    await runDue(app, signal);
    expect((await app.issues.find('2026-W50'))?.state).toBe('sent');
    expect(await since('2026-12-10T09:00:01Z')).toBe(null);
  });

  it('is nothing before the first start, and looking keeps nothing', async () => {
    const { app } = await started(open);
    await app.store.db.deleteFrom('meta').where('key', '=', 'first-started-at').execute();
    expect(await unapprovedSince(app)).toBe(null);
    expect(
      await app.store.db.selectFrom('meta').select('key').where('key', '=', 'first-started-at').execute(),
    ).toEqual([]);
  });
});
