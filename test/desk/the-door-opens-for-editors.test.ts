import { expect, it } from 'vitest';
import { answerSignIns, tidyDesk } from '../../src/desk/door/answer-sign-ins.ts';
import { latestActivity } from '../../src/storage/issue/activity.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';

const DAY_MS = 24 * 3_600_000;
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';
const never = new AbortController().signal;

describeStores('the desk’s door', open => {
  it('opens by a mailed link: once, by its button, in the browser that asked', async () => {
    const desk = await openDesk(await open());
    const browser = desk.browser();
    const asked = await browser.post('/desk/sign-in', { email: EDITOR.toUpperCase() });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/desk/sign-in/asked']);
    const link = await desk.link();

    expect(await (await browser.get(link)).text()).toContain('Sign in on this browser?');
    expect((await browser.get('/desk/issues')).status).toBe(303);
    expect((await desk.browser().post(link)).status).toBe(403);
    expect((await browser.post(link)).headers.get('location')).toBe('/desk/issues');
    expect((await browser.get('/desk/issues')).status).toBe(200);
    expect((await browser.post(link)).status).toBe(403);
    const log = await latestActivity(desk.store, { before: null, limit: 10 });
    expect(log.map(({ who, action }) => [who, action])).toEqual([[EDITOR, 'signed in']]);
  });

  it('leads back to where somebody was going, once, and nowhere but behind the door', async () => {
    const desk = await openDesk(await open());
    const signInAt = async (path: string, planted = '') => {
      const browser = desk.browser();
      if (path !== '') expect((await browser.get(path)).headers.get('location')).toBe('/desk/sign-in');
      if (planted !== '') browser.cookies.set('desk-target', encodeURIComponent(planted));
      await browser.post('/desk/sign-in', { email: EDITOR });
      const answer = await browser.post(await desk.link());
      expect(browser.cookies.has('desk-target')).toBe(false);
      return answer.headers.get('location');
    };
    expect(await signInAt('/desk/issues/2026-W48/words?done=same')).toBe(
      '/desk/issues/2026-W48/words?done=same',
    );
    expect(await signInAt('/desk')).toBe('/desk');
    expect(await signInAt('')).toBe('/desk');
    desk.clock.advance(2 * 3_600_000);
    for (const odd of ['https://evil.example/desk/', '//evil.example/desk/', '/desk/../x', '/desk/sign-out'])
      expect(await signInAt('', odd), odd).toBe('/desk');
    // What a page fetches by itself is nowhere to go.
    const browser = desk.browser();
    const answer = await desk.web.request('/desk/issues/2026-W48/progress/events', {
      headers: { Accept: 'text/event-stream' },
    });
    expect(answer.headers.get('set-cookie')).toBeNull();
    await browser.get('/desk/log');
    expect(browser.cookies.get('desk-target')).toBe(encodeURIComponent('/desk/log'));
  });

  it('tells nobody where the link came from, and opens for old browsers, which send no origin from there', async () => {
    const desk = await openDesk(await open());
    const browser = desk.browser();
    await browser.post('/desk/sign-in', { email: EDITOR });
    const link = await desk.link();
    const post = (headers: Record<string, string>) =>
      desk.web.request(link, { method: 'POST', headers: { 'User-Agent': AGENT, ...headers } });
    const secret = `desk-browser=${browser.cookies.get('desk-browser')}`;
    const refused = await (await post({ Origin: 'https://evil.example', Cookie: secret })).text();
    expect(refused).toContain('This came from another site.');
    const stranger = await post({ Origin: 'null' });
    expect([stranger.status, await stranger.text()]).toEqual([
      403,
      expect.stringContaining('does not open the desk'),
    ]);
    for (const page of [await browser.get(link), await browser.get(`${link}x`), stranger]) {
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
    expect((await post({ Origin: 'null', Cookie: secret })).headers.get('location')).toBe('/desk');
  });

  it('answers every address alike and mails only editors', async () => {
    const desk = await openDesk(await open());
    const answers: unknown[] = [];
    for (const email of [EDITOR, 'somebody@else.example', '', 'no address', `${'x'.repeat(300)}@a.example`]) {
      const answer = await desk.browser().post('/desk/sign-in', { email });
      const cookie = answer.headers.get('set-cookie')?.replace(/^desk-browser=[\w-]{32};/, '');
      answers.push([answer.status, answer.headers.get('location'), cookie, await answer.text()]);
    }
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
    await desk.link();
    expect(await desk.app.mails('sign-in')).toHaveLength(1);
    expect(await desk.store.db.selectFrom('sign_ins').select('email').execute()).toEqual([{ email: EDITOR }]);
  });

  it('mails one address five links an hour, and gives the same answer after that', async () => {
    const desk = await openDesk(await open());
    for (let round = 0; round < 8; round += 1)
      expect((await desk.browser().post('/desk/sign-in', { email: EDITOR })).status).toBe(303);
    await answerSignIns(desk.app, never);
    const queued = await desk.store.db.selectFrom('single_mails').select('kind').execute();
    expect(queued).toHaveLength(5);
  });

  it('forgets a link after fifteen minutes and a session after fourteen days', async () => {
    const desk = await openDesk(await open());
    const late = desk.browser();
    await late.post('/desk/sign-in', { email: EDITOR });
    const link = await desk.link();
    desk.clock.advance(15 * 60_000);
    expect((await late.get(link)).status).toBe(404);
    expect((await late.post(link)).status).toBe(403);

    const browser = await desk.signIn();
    desk.clock.advance(14 * DAY_MS - 1_000);
    expect((await browser.get('/desk/log')).status).toBe(200);
    desk.clock.advance(1_000);
    expect((await browser.get('/desk/log')).status).toBe(303);
    desk.clock.advance(31 * DAY_MS);
    await tidyDesk(desk.app);
    expect(await desk.store.db.selectFrom('desk_sessions').selectAll().execute()).toEqual([]);
    expect(await desk.store.db.selectFrom('sign_ins').selectAll().execute()).toEqual([]);
  });

  it('shuts for one browser, or for all of an editor’s', async () => {
    const desk = await openDesk(await open(), { settings: { EDITORS: `${EDITOR},other@example.com` } });
    const [one, two, three] = [await desk.signIn(), await desk.signIn(), await desk.signIn()];
    const other = await desk.signIn('other@example.com');
    expect(await one.page('/desk/account')).toContain('signed in on 3 browsers');
    const kept = new Map(one.cookies);
    expect((await one.post('/desk/sign-out')).headers.get('location')).toBe('/desk/sign-in');
    for (const [name, value] of kept) one.cookies.set(name, value);
    expect((await one.get('/desk/log')).status).toBe(303);
    expect((await two.get('/desk/log')).status).toBe(200);
    await two.post('/desk/sign-out', { everywhere: 'yes' });
    expect((await three.get('/desk/log')).status).toBe(303);
    expect((await other.get('/desk/log')).status).toBe(200);
  });
});
