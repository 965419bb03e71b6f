import { expect, it, onTestFinished, vi } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { resolveBatch } from '../../src/newsroom/resolve-batch.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { startScheduler, startWorker } from '../../src/scheduler.ts';
import { approve, BASE, type GoingDesk, openGoingDesk, send, WEEK } from '../desk/going.ts';
import { fieldsOf } from '../desk/page-fields.ts';
import { type DeskBrowser, EDITOR } from '../support/desk.ts';
import { keyedApi } from '../support/frozen-issue.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

// No minute ever comes: whatever goes out here goes because an editor wanted it.
vi.mock(import('node-cron'), async original => ({
  ...(await original()),
  schedule: (() => ({ destroy: async () => undefined })) as never,
}));

// A busy machine, where a page takes seconds, is no fault.
const SOON = { timeout: 90_000 };
vi.setConfig({ testTimeout: 240_000 });
const stateOf = async ({ app }: GoingDesk) => (await app.issues.find(WEEK))?.state;
const quota = (): MailerAnswer => ({
  kind: 'wait',
  because: 'daily_quota',
  retryAfterMs: 15 * 3_600_000,
  reason: 'You have reached your daily quota.',
});

/** Presses "Send it now" at the desk, twice as it asks for. */
async function pressSendNow(browser: DeskBrowser): Promise<void> {
  const { fields } = fieldsOf(await browser.page(`${BASE}/check/send-now`), 'send-now');
  expect((await browser.post(`${BASE}/check/send-now`, fields)).status).toBe(303);
}

/** Goes on until the test is over. */
function running(app: TestApp, start = startScheduler): void {
  const scheduler = start(app);
  onTestFinished(() => scheduler.stop());
}

/** A few rounds of what happens by itself have passed: somebody has asked for a sign-in link and got it. */
async function roundsPass(desk: GoingDesk, mails: () => Promise<number>): Promise<void> {
  const before = await mails();
  await desk.browser().post('/desk/sign-in', { email: EDITOR });
  await expect.poll(mails, SOON).toBeGreaterThan(before);
}

/** How often each reader got the issue; what editors are told goes the same way. */
const readersOf = (accepted: ReadonlyMap<string, number>) =>
  [...accepted].filter(([to]) => to.startsWith('reader')).map(([, times]) => times);

const signIns = (desk: GoingDesk) => async () => (await desk.app.mails('sign-in')).length;

describeStores('without waiting for the next minute', (open, dialect) => {
  it('an approved issue goes when an editor presses “Send it now”, once', async () => {
    const api = keyedApi({});
    const desk = await openGoingDesk(await open(), { readers: 5, api });
    const browser = await desk.signIn();
    running(desk.app);
    await roundsPass(desk, signIns(desk));
    expect([api.calls.length, await stateOf(desk)]).toEqual([0, 'approved']);
    await pressSendNow(browser);
    await expect.poll(() => stateOf(desk), SOON).toBe('sent');
    expect(readersOf(api.accepted)).toEqual(Array(5).fill(1));
  });

  it('it goes through another process than the one with the desk', async () => {
    const api = keyedApi({});
    const store = await open();
    const desk = await openGoingDesk(store, { readers: 5, api });
    const other = dialect === 'sqlite' ? store : store.another();
    const browser = await desk.signIn();
    running(await openTestApp(other, desk.clock, { owner: 'other', mailer: api }));
    await roundsPass(desk, async () => api.calls.length);
    await pressSendNow(browser);
    await expect.poll(() => stateOf(desk), SOON).toBe('sent');
    expect(readersOf(api.accepted)).toEqual(Array(5).fill(1));
  });

  it.each([
    ['the scheduler', startScheduler],
    ['a worker', startWorker],
  ] as const)(
    '%s goes on where it was stopped, and waits no longer for a quota that was lifted',
    async (_, start) => {
      let isLifted = false;
      const api = keyedApi({ script: () => (isLifted ? undefined : quota()) });
      const desk = await openGoingDesk(await open(), { readers: 5, api });
      expect(await desk.send()).toBe('unfinished');
      const browser = await desk.signIn();
      running(desk.app, start);
      await browser.post(`${BASE}/progress/stop`);
      expect(await stateOf(desk)).toBe('stopped');
      isLifted = true;
      const revision = String((await desk.app.issues.find(WEEK))?.revision);
      expect((await browser.post(`${BASE}/progress/resume`, { revision })).status).toBe(303);
      await expect.poll(() => stateOf(desk), SOON).toBe('sent');
      expect(readersOf(api.accepted)).toEqual(Array(5).fill(1));
    },
  );

  it('what an editor says was not sent goes again', async () => {
    let isLost = true;
    const api = keyedApi({
      keyWindowMs: null,
      script: () => (isLost ? { kind: 'unclear', reason: 'The connection was reset.' } : undefined),
    });
    const desk = await openGoingDesk(await open(), { readers: 5, api });
    expect(await desk.send()).toBe('sent');
    running(desk.app);
    await roundsPass(desk, signIns(desk));
    isLost = false;
    const word = { batch: 'all', as: 'not-sent', by: EDITOR } as const;
    expect((await resolveBatch(desk.app, WEEK, word)).kind).toBe('resolved');
    await expect.poll(() => stateOf(desk), SOON).toBe('sent');
    expect(readersOf(api.accepted)).toEqual(Array(5).fill(1));
  });

  it('one issue goes while another is on its way', async () => {
    let letGo = () => {};
    const held = new Promise<undefined>(resolve => {
      letGo = () => resolve(undefined);
    });
    const api = keyedApi({ script: (_, n) => (n === 0 ? held : undefined) });
    const desk = await openGoingDesk(await open(), { readers: 5, api });
    const browser = await desk.signIn();
    running(desk.app);
    await pressSendNow(browser);
    await expect.poll(() => api.calls.length, SOON).toBe(1);
    await approve(desk, '2026-W49');
    expect(await send(desk, '2026-W49')).toBe('sent');
    expect(await stateOf(desk)).toBe('sending');
    letGo();
    await expect.poll(() => stateOf(desk), SOON).toBe('sent');
  });

  it('nothing goes that nobody wanted', async () => {
    const api = keyedApi({});
    const desk = await openGoingDesk(await open(), { readers: 5, api });
    const browser = await desk.signIn();
    running(desk.app);
    await pressSendNow(browser);
    await expect.poll(() => stateOf(desk), SOON).toBe('sent');
    await approve(desk, '2026-W49');
    expect((await steerWeek(desk.app, '2026-W49', 'hold', EDITOR)).kind).toBe('done');
    await roundsPass(desk, signIns(desk));
    expect((await desk.app.issues.find('2026-W49'))?.state).toBe('held');
    expect(readersOf(api.accepted)).toEqual(Array(5).fill(1));
  });
});
