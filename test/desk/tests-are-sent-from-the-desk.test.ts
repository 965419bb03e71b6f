import { expect, it } from 'vitest';
import { sendTests, type TestForm } from '../../src/desk/check/send-tests.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { testSend } from '../../src/newsroom/test-send.ts';
import { takeCap } from '../../src/storage/audience/caps.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { textOf } from './page-fields.ts';

const WEEK = '2026-W48';
const CHECK = `/desk/issues/${WEEK}/check`;
const MANY = Array.from({ length: 20 }, (_, index) => `t${index}@example.com`).join(', ');

describeStores('test sends at the desk', open => {
  it('go to oneself, to addresses typed and to the seed list, each variant and engine, and are listed', async () => {
    const desk = await openDesk(await open(), {
      settings: { SEED_LIST: 'seed1@example.com,seed2@example.com' },
    });
    await pickWeek(desk.app, WEEK, 'schedule');
    const browser = await desk.signIn();
    expect(await browser.page(CHECK)).toContain('This exact mail has never been sent as a test.');
    const send = async (fields: Record<string, string>) => {
      const answer = await browser.post(`${CHECK}/test`, fields);
      // What a busy mail API left over.
      await submitDueSingleMails(desk.app, new AbortController().signal);
      return answer;
    };

    // The other engine's mail is another mail: it says nothing of this one.
    expect((await send({ to: 'self', variant: '1', engine: 'mjml' })).status).toBe(303);
    expect(await browser.page(CHECK)).toContain('This exact mail has never been sent as a test.');
    expect((await send({ to: 'self', variant: '2', engine: '' })).status).toBe(303);
    const page = await browser.page(CHECK);
    expect(page).not.toContain('This exact mail has never been sent as a test.');
    expect(textOf(page)).toMatch(/submitted to editor@example\.com, .* \[TEST\] /);
    expect(await desk.app.mails('test')).toHaveLength(2);

    expect((await send({ to: 'seed', variant: 'all', engine: 'both' })).status).toBe(303);
    expect(await desk.app.mails('test')).toHaveLength(2 + 2 * 3 * 2);
    const typed = 'a@example.com;b@example.com\nA@example.com  c@example.com';
    expect((await send({ to: 'typed', addresses: typed, variant: '1', engine: '' })).status).toBe(303);
    expect(await desk.app.mails('test')).toHaveLength(14 + 3);
    const log = (await activityOf(desk.store, WEEK)).filter(({ action }) => action === 'test send');
    expect(log.map(({ who, detail }) => [who, detail])).toEqual([
      [EDITOR, '1 address, mjml'],
      [EDITOR, '1 address, react, variant 2'],
      [EDITOR, '2 addresses, react and mjml, every variant'],
      [EDITOR, '3 addresses, react'],
    ]);
  });

  it('are refused with what was typed still there, and thirty an hour are the most', async () => {
    const desk = await openDesk(await open());
    await pickWeek(desk.app, WEEK, 'schedule');
    const browser = await desk.signIn();
    const bad = 'good@example.com, <b>bad</b>';
    const answer = await browser.post(`${CHECK}/test`, { to: 'typed', addresses: bad, variant: '1' });
    const page = textOf(await answer.text());
    expect([answer.status, page]).toEqual([422, expect.stringContaining('One address is wrong')]);
    expect(page).toContain(bad);
    const form: TestForm = { to: 'typed', typed: ' ', variant: 1, engine: null };
    const refusals: readonly [Partial<TestForm>, string][] = [
      [{}, 'No address is given'],
      [{ to: 'seed' }, 'No address is given'],
      [{ typed: `${MANY}, one@example.com` }, 'A test send cannot go to 21 addresses'],
      [{ typed: MANY, variant: 'all', engine: 'both' }, 'That would be 120 mails'],
      [{ to: 'self', variant: 9 }, 'There is no variant 9'],
    ];
    for (const [change, words] of refusals)
      expect(await sendTests(desk.app, WEEK, EDITOR, { ...form, ...change })).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining(words),
      });
    expect(await desk.app.mails('test')).toEqual([]);
    const once = (who: string) =>
      testSend(desk.app, WEEK, { to: ['a@example.com'], who, signal: AbortSignal.abort() });
    expect((await once(EDITOR)).kind).toBe('queued');
    const cap = { cap: 'test-send', subject: EDITOR, limit: 30, perMs: 3_600_000, now: desk.clock.now() };
    for (let round = 1; round < 30; round += 1) expect(await takeCap(desk.store, cap)).toBe(true);
    expect(await once(EDITOR)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('30 test sends'),
    });
    expect((await once('command line')).kind).toBe('queued');
  });
});
