import { expect, it } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { scheduleSend } from '../../src/newsroom/schedule-send.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { runDue } from '../../src/scheduler.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { fieldsOf, textOf } from './page-fields.ts';

const WEEK = '2026-W48';
const CHECK = `/desk/issues/${WEEK}/check`;
const OTHER = 'other@example.com';
const { signal } = new AbortController();

const stateOf = async (desk: TestDesk) => (await desk.app.issues.find(WEEK))?.state;

async function approvedDesk(store: Parameters<typeof openDesk>[0], options: Parameters<typeof openDesk>[1]) {
  const desk = await openDesk(store, options);
  await addReaders(desk.store, 3, desk.clock);
  await pickWeek(desk.app, WEEK, 'schedule');
  const browser = await desk.signIn();
  expect((await approveWeek(desk.app, WEEK, EDITOR)).kind).toBe('approved');
  const post = async (act: string, more: Record<string, string> = {}) => {
    const page = await browser.page(act === 'send-now' ? `${CHECK}/send-now` : CHECK);
    return browser.post(`${CHECK}/${act}`, { ...Object.fromEntries(fieldsOf(page, act).fields), ...more });
  };
  return { desk, browser, post };
}

describeStores('an issue goes', open => {
  it('at a later time that an editor chose, inside the window, and its content keeps its day', async () => {
    const settings = {
      SEND_WINDOW: 'MON-FRI 07:00-19:00',
      PUBLICATION_TIMEZONE: 'Europe/Prague',
      EDITORS: `${EDITOR},${OTHER}`,
    };
    const { desk, browser, post } = await approvedDesk(await open(), { settings });
    const refusals = [
      [
        { date: '2026-11-26', time: '20:00' },
        'outside the send window. The next time allowed is 2026-11-27 07:00.',
      ],
      [{ date: '2026-11-28', time: '10:00' }, 'The next time allowed is 2026-11-30 07:00.'],
      [
        { date: '2026-11-24', time: '10:00' },
        'That time has passed. The next time allowed is 2026-11-26 09:00.',
      ],
      [{ date: '2026-11-26', time: '08:00' }, 'before its usual time'],
      [{ date: '2026-12-03', time: '10:00' }, 'By then the next issue is due.'],
      [{ date: '2026-02-30', time: '10:00' }, 'That is not a date and time.'],
    ] as const;
    const issue = (await desk.app.issues.find(WEEK))!;
    for (const [typed, words] of refusals) {
      const refused = await scheduleSend(desk.app, issue, { ...typed, revision: issue.revision, by: EDITOR });
      expect(refused.kind === 'refused' && `${refused.why} ${refused.fix}`).toContain(words);
    }
    const [[first, words]] = refusals;
    const answer = await post('schedule', { ...first, action: 'set' });
    const page = await answer.text();
    expect([answer.status, textOf(page)]).toEqual([422, expect.stringContaining(words)]);
    expect(page).toContain('value="20:00"');
    const early = await browser.page(CHECK);
    expect(
      (await post('schedule', { date: '2026-11-27', time: '15:30', action: 'set' })).headers.get('location'),
    ).toBe(`${CHECK}?done=scheduled`);
    // The second of two editors is told.
    const late = await browser.post(`${CHECK}/schedule`, {
      ...Object.fromEntries(fieldsOf(early, 'schedule').fields),
      date: '2026-11-27',
      time: '11:00',
    });
    expect(late.status).toBe(409);
    expect(textOf(await late.text())).toContain(`${EDITOR}: scheduled, for 2026-11-27 15:30`);

    const before = (await desk.app.issues.find(WEEK))?.approval?.hash;
    desk.clock.set('2026-11-27T14:29:59Z');
    await runDue(desk.app, signal);
    expect(await stateOf(desk)).toBe('approved');
    desk.clock.set('2026-11-27T14:30:00Z');
    await runDue(desk.app, signal);
    expect(await stateOf(desk)).toBe('sent');
    expect((await desk.app.issues.find(WEEK))?.approval?.hash).toBe(before);
    expect(await desk.app.mails('issue')).toHaveLength(3);
    expect((await browser.get(CHECK)).status).toBe(200);
    const over = await browser.post(`${CHECK}/hold`, { reason: 'A price is <wrong>' });
    expect([over.status, await over.text()]).toEqual([
      409,
      expect.stringMatching(/too late.*What you typed<.*A price is &lt;wrong&gt;/s),
    ]);
  });

  it('by a written rule where the clocks are changed, and back at its slot when that is taken back', async () => {
    const settings = { PUBLICATION_TIMEZONE: 'Europe/Prague', SEND_CRON: '0 1 * * SUN' };
    const autumn = { settings, now: '2026-10-20T09:00:00Z' };
    const week = '2026-W43';
    const desk = await openDesk(await open(), autumn);
    await pickWeek(desk.app, week, 'schedule');
    const browser = await desk.signIn();
    const check = `/desk/issues/${week}/check`;
    const set = async (fields: Record<string, string>) => {
      const { fields: hidden } = fieldsOf(await browser.page(check), 'schedule');
      return (
        await browser.post(`${check}/schedule`, { ...Object.fromEntries(hidden), ...fields })
      ).headers.get('location');
    };
    expect(await set({ date: '2026-10-25', time: '02:30' })).toBe(`${check}?done=scheduled-twice`);
    expect((await desk.app.issues.find(week))?.goAt).toBe(Date.parse('2026-10-25T00:30:00Z'));
    expect(await browser.page(`${check}?done=scheduled-twice`)).toContain('It comes twice that night');
    expect(await set({ action: 'slot' })).toBe(`${check}?done=slot`);
    expect((await desk.app.issues.find(week))?.goAt).toBe(null);

    desk.clock.set('2027-03-23T09:00:00Z');
    await pickWeek(desk.app, '2027-W12', 'schedule');
    const spring = check.replace(week, '2027-W12');
    const signedIn = await desk.signIn();
    const { fields } = fieldsOf(await signedIn.page(spring), 'schedule');
    const answer = await signedIn.post(`${spring}/schedule`, {
      ...Object.fromEntries(fields),
      date: '2027-03-28',
      time: '02:30',
    });
    expect(answer.headers.get('location')).toBe(`${spring}?done=scheduled-skipped`);
    expect((await desk.app.issues.find('2027-W12'))?.goAt).toBe(Date.parse('2027-03-28T01:30:00Z'));
  });

  it('at no hour of an editor’s choice where each reader has an own', async () => {
    const { post, browser } = await approvedDesk(await open(), { settings: { SEND_LOCAL_TIME: 'on' } });
    expect(await browser.page(CHECK)).toContain('no other time can be chosen');
    await expect(post('schedule')).rejects.toThrow('no form');
    const refused = await browser.post(`${CHECK}/schedule`, {
      date: '2026-11-27',
      time: '10:00',
      revision: '1',
    });
    expect([refused.status, textOf(await refused.text())]).toEqual([
      422,
      expect.stringContaining('their own local hour. No other time can be chosen.'),
    ]);
  });

  it('at once when an editor says so twice, and not when it is taken back in between', async () => {
    const settings = { SEND_WINDOW: 'SAT 10:00-11:00' };
    const { desk, browser, post } = await approvedDesk(await open(), { settings });
    const asked = await browser.page(`${CHECK}/send-now`);
    expect(textOf(asked)).toContain('3 readers would get “');
    expect(textOf(asked)).toContain('What has gone out cannot be called back.');
    const { fields } = fieldsOf(asked, 'send-now');
    const stale = fields.map(([name, value]): [string, string] => [name, name === 'hash' ? 'x' : value]);
    expect((await browser.post(`${CHECK}/send-now`, stale)).status).toBe(409);
    await runDue(desk.app, signal);
    expect(await stateOf(desk)).toBe('approved');

    expect((await browser.post(`${CHECK}/send-now`, fields)).headers.get('location')).toBe(
      `/desk/issues/${WEEK}/progress?done=now`,
    );
    expect(textOf(await browser.page(`/desk/issues/${WEEK}/progress?done=now`))).toContain(
      'It goes out now. Starting: the first mails leave within seconds.',
    );
    expect(textOf(await browser.page(CHECK))).toContain('Until it starts it can be taken back.');
    // Another time in place of "at once".
    expect((await post('schedule', { date: '2026-11-28', time: '10:30', action: 'set' })).status).toBe(303);
    await runDue(desk.app, signal);
    expect(await stateOf(desk)).toBe('approved');
    desk.clock.set('2026-11-26T16:00:00Z');
    const back = await post('schedule', { action: 'slot' });
    expect([back.status, textOf(await back.text())]).toEqual([
      422,
      expect.stringContaining('Its usual time has passed.'),
    ]);
    expect((await post('send-now')).status).toBe(303);
    await post('hold');
    await runDue(desk.app, signal);
    expect(await stateOf(desk)).toBe('held');
    // A new approval does not remember the old wish.
    await approveWeek(desk.app, WEEK, EDITOR);
    await runDue(desk.app, signal);
    expect(await stateOf(desk)).toBe('approved');
    expect(await post('send-now')).toMatchObject({ status: 303 });
    await runDue(desk.app, signal);
    expect(await stateOf(desk)).toBe('sent');
    expect(await desk.app.mails('issue')).toHaveLength(3);
    const actions = (await activityOf(desk.store, WEEK)).map(({ action }) => action);
    expect(actions).toEqual([
      'picked',
      'approved',
      'send now',
      'scheduled',
      'send now',
      'held',
      'approved',
      'send now',
      'sending',
      'sent',
    ]);
    expect((await browser.post(`${CHECK}/send-now`, fields)).status).toBe(409);
  });

  it('never when nobody approved it: it is held at its slot, each editor is told once, and the desk says so', async () => {
    const desk = await openDesk(await open(), { settings: { EDITORS: `${EDITOR},${OTHER}` } });
    await addReaders(desk.store, 3, desk.clock);
    await pickWeek(desk.app, WEEK, 'schedule');
    const browser = await desk.signIn();
    for (const instant of [
      '2026-11-26T09:00:00Z',
      '2026-11-26T09:01:00Z',
      '2026-11-26T18:00:00Z',
      '2026-12-04T09:00:00Z',
    ]) {
      desk.clock.set(instant);
      await runDue(desk.app, signal);
      await submitDueSingleMails(desk.app, signal);
    }
    expect(await desk.app.issues.find(WEEK)).toMatchObject({
      state: 'held',
      reason: 'Nobody has approved it.',
    });
    expect(await desk.app.mails('issue')).toEqual([]);
    const notices = (await desk.app.mails('notice')).filter(name => name.includes('2026-w48-held'));
    const to = await Promise.all(
      notices.map(async name => /^To: (.*)$/m.exec(await desk.app.read('notice', name))?.[1]?.trim()),
    );
    expect(to.toSorted()).toEqual([EDITOR, OTHER]);
    const page = textOf(await browser.page(CHECK));
    expect(page).toContain('held');
    expect(page).toContain('Nobody has approved it.');

    const { fields, ticks } = fieldsOf(await browser.page(CHECK), 'approve');
    const all = [...fields, ...ticks.map((tick): [string, string] => ['tick', tick])];
    expect((await browser.post(`${CHECK}/approve`, all)).status).toBe(303);
    expect(textOf(await browser.page(CHECK))).toContain(
      'ten minutes after its approval. Until then it can be taken back.',
    );
    desk.clock.advance(10 * 60_000 - 1);
    await runDue(desk.app, signal);
    expect(await stateOf(desk)).toBe('approved');
    desk.clock.advance(1);
    await runDue(desk.app, signal);
    expect(await stateOf(desk)).toBe('sent');
    expect(await desk.app.mails('issue')).toHaveLength(3);
  });
});
