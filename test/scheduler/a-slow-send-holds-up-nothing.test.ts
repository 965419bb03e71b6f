import { expect, it } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { runDue, startScheduler } from '../../src/scheduler.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders, keyedApi } from '../support/frozen-issue.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores, type OpenStore } from '../support/stores.ts';

const EDITOR = 'editor@example.com';
const { signal } = new AbortController();
const stateOf = async (app: TestApp, week: string) => (await app.issues.find(week))?.state ?? 'none';

/** W48 is approved and due on Thursday. */
async function setUp(open: OpenStore, script: (n: number) => MailerAnswer | undefined | Promise<undefined>) {
  const store = await open();
  const clock = fixedClock('2026-11-22T12:00:00Z');
  const api = keyedApi({ name: 'outbox', script: (_call, n) => script(n) });
  const app = await openTestApp(store, clock, { mailer: api });
  await addReaders(store, 5, clock);
  clock.set('2026-11-23T09:00:30Z');
  await runDue(app, signal);
  await approveWeek(app, '2026-W48', EDITOR);
  clock.set('2026-11-26T09:00:00Z');
  return { app, api, clock };
}

describeStores('the scheduler', open => {
  it('picks the next week while an answer to this one’s mails does not come', async () => {
    let letGo = () => {};
    const held = new Promise<undefined>(resolve => {
      letGo = () => resolve(undefined);
    });
    const { app, api, clock } = await setUp(open, () => held);
    // Approved late, so that it goes at the hour of the next pick.
    clock.set('2026-11-30T08:50:00Z');
    await runDue(app, signal);
    await approveWeek(app, '2026-W48', EDITOR);
    clock.set('2026-11-30T09:00:30Z');
    const scheduler = startScheduler(app);
    await expect.poll(() => api.calls.length, { timeout: 10_000 }).toBeGreaterThan(0);
    await expect.poll(() => stateOf(app, '2026-W49'), { timeout: 10_000 }).toBe('picked');
    await expect.poll(() => stateOf(app, '2026-W48'), { timeout: 10_000 }).toBe('sending');
    letGo();
    await scheduler.stop();
  });

  it('leaves an issue at rest that waits for a quota, sends the others, and takes it up again', async () => {
    const quota: MailerAnswer = {
      kind: 'wait',
      because: 'daily_quota',
      retryAfterMs: 15 * 3_600_000,
      reason: 'quota',
    };
    const { app, api, clock } = await setUp(open, n => (n === 0 ? quota : undefined));
    await runDue(app, signal);
    expect(await stateOf(app, '2026-W48')).toBe('sending');
    clock.advance(60_000);
    await runDue(app, signal);
    expect(api.calls.length).toBe(1);
    clock.set('2026-11-27T00:01:00Z');
    await runDue(app, signal);
    expect(await stateOf(app, '2026-W48')).toBe('sent');
    expect([...api.accepted.values()]).toEqual(Array(5).fill(1));
  });
});
