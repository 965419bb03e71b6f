import { beforeAll, beforeEach, expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import {
  createKeyring,
  type ExpiringPurpose,
  type LastingPurpose,
  signExpiringToken,
  signToken,
} from '../../src/audience/token.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { fixedClock } from '../support/clock.ts';
import { type DeskBrowser, EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { everyRow } from '../support/every-row.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { watchedStore } from '../support/watched-store.ts';
import { type DeskRoute, everyDeskRoute } from './every-desk-route.ts';

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';
const DAY_MS = 24 * 3_600_000;
const WEEK = '2026-W48';

/** A desk with an issue, readers, and something to lose. */
async function fullDesk(store: Parameters<typeof openDesk>[0]): Promise<TestDesk> {
  const desk = await openDesk(store);
  await addReaders(store, 3, desk.clock);
  const picked = await pickWeek(desk.app, WEEK, 'test');
  if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
  await draftIssue(desk.app, picked.issue);
  return desk;
}

/** As browsers mark what another site's page makes them send; the last two as those do that cannot say where from. */
const FOREIGN = [
  { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' },
  { 'Sec-Fetch-Site': 'same-site', Origin: 'https://news.example.com' },
  { Origin: 'https://evil.example' },
  { Origin: 'null' },
];

async function newestSession({ store }: TestDesk): Promise<{ id: string; end: number }> {
  return store.db
    .selectFrom('desk_sessions')
    .select(['id', 'expires_at as end'])
    .orderBy('expires_at', 'desc')
    .executeTakeFirstOrThrow();
}

interface Sent {
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

async function ask(web: TestDesk['web'], route: DeskRoute, { cookie, headers }: Sent) {
  const { method, path } = route;
  const answer = await web.request(path, {
    method,
    headers: {
      'User-Agent': AGENT,
      ...(headers?.Origin === undefined && { 'Sec-Fetch-Site': 'same-origin' }),
      ...(cookie !== undefined && { Cookie: `desk=${cookie}` }),
      ...headers,
    },
    ...(!isRead(route) && {
      body: new URLSearchParams({ revision: '1', act: 'write', everywhere: 'yes', number: '1' }),
    }),
  });
  const said = Object.fromEntries(answer.headers);
  // Drawn for each request.
  delete said['x-request-id'];
  return { status: answer.status, headers: said, body: await answer.text() };
}

const UNKNOWN = '/desk/no/such/page';

/** Refused like a page that does not exist, to the last byte: who is outside learns nothing of what is inside. */
async function expectRefused(desk: TestDesk, sent: Sent, web = desk.web): Promise<void> {
  const unknown = new Map<string, unknown>();
  for (const route of everyDeskRoute(desk)) {
    const answer = await ask(web, route, sent);
    const what = `${route.method} ${route.path}`;
    if (isRead(route))
      expect([what, answer.status, answer.headers.location]).toEqual([what, 303, '/desk/sign-in']);
    else expect([what, answer.status]).toEqual([what, expect.toBeOneOf([401, 403])]);
    if (!unknown.has(route.method))
      unknown.set(route.method, await ask(web, { method: route.method, path: UNKNOWN }, sent));
    expect([what, answer]).toEqual([what, unknown.get(route.method)]);
  }
}

const isRead = ({ method }: DeskRoute) => method === 'GET' || method === 'HEAD';
const sessionOf = (browser: DeskBrowser) => browser.cookies.get('desk') ?? '';

describeStores('the desk', open => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await fullDesk(await open());
  }, 120_000);
  beforeEach(() => {
    // The caps on links of one address are of an hour.
    desk.clock.advance(2 * 3_600_000);
  });

  it('lets an editor in, on every one of its routes: what is tried below is there', async () => {
    const browser = await desk.signIn();
    const routes = everyDeskRoute(desk);
    expect(routes.length).toBeGreaterThan(40);
    for (const { method, path } of routes.filter(route => route.method === 'GET')) {
      const answer = await browser.get(path);
      expect([method, path, answer.headers.get('location') === '/desk/sign-in']).toEqual([
        method,
        path,
        false,
      ]);
      expect(answer.status, path).toBeLessThan(500);
    }
  });

  it('is shut to who is signed out', async () => {
    const before = await everyRow(desk.store);
    for (const sent of [{}, { cookie: '' }, { cookie: 'anything' }]) await expectRefused(desk, sent);
    expect(await everyRow(desk.store)).toEqual(before);
  });

  it('tells who posts signed out where to sign in, and shows what they wrote once more, wherever it went', async () => {
    const words = {
      revision: '7',
      subject: 'Mine <b>',
      'was.subject': 'Old',
      preheader: 'Untouched',
      'was.preheader': 'Untouched',
      intro: 'One\r\nTwo',
      'verdict.a-vs-b': 'Ship it',
      constructor: 'x',
    };
    const post = (path: string, length: number) => {
      const body = new URLSearchParams(words).toString();
      const headers = {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': String(length),
        'Sec-Fetch-Site': 'same-origin',
      };
      return desk.web.request(path, { method: 'POST', body, headers });
    };
    const answer = await post(`/desk/issues/${WEEK}/words`, 200);
    const page = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'text/html; charset=UTF-8']);
    expect(page).toContain('href="/desk/sign-in"');
    const shown = [...page.matchAll(/<dt>(.*?)<\/dt><dd[^>]*>([\s\S]*?)<\/dd>/g)];
    expect(shown.map(([, label, text]) => [label, text])).toEqual([
      ['Subject', 'Mine &lt;b&gt;'],
      ['Intro', 'One\nTwo'],
      ['Verdict line, a-vs-b', 'Ship it'],
    ]);
    for (const path of [UNKNOWN, '/desk/audience/import'])
      expect(await (await post(path, 200)).text(), path).toBe(page);
    // Nothing long is read for a stranger, on the one path that takes long forms either.
    const long = await post('/desk/audience/import', 1_000_000);
    expect([long.status, await long.text()]).toEqual([401, expect.not.stringContaining('Mine')]);
  });

  it('is shut to a session that has run out', async () => {
    const cookie = sessionOf(await desk.signIn());
    const before = await everyRow(desk.store);
    expect((await ask(desk.web, { method: 'GET', path: '/desk/log' }, { cookie })).status).toBe(200);
    desk.clock.advance(14 * DAY_MS);
    await expectRefused(desk, { cookie });
    expect(await everyRow(desk.store)).toEqual(before);
  });

  it('is shut to a forged session, even with the id of an open one', async () => {
    const cookie = sessionOf(await desk.signIn());
    const { id, end } = await newestSession(desk);
    const before = await everyRow(desk.store);
    const foreign = createKeyring(['another-key-'.repeat(4)]).current;
    const forged = signExpiringToken(foreign, 'session', id, end);
    await expectRefused(desk, { cookie: forged });
    // The id of our own key in front, so that it is our key that says no.
    await expectRefused(desk, { cookie: cookie.slice(0, 5) + forged.slice(5) });
    await expectRefused(desk, { cookie: `${cookie}A` });
    expect(await everyRow(desk.store)).toEqual(before);
  });

  it('is shut to a stolen session: in another browser, after sign-out, after sign-out everywhere', async () => {
    const [one, two] = [await desk.signIn(), await desk.signIn()];
    const [cookie, other] = [sessionOf(one), sessionOf(two)];
    const before = await everyRow(desk.store);
    await expectRefused(desk, { cookie, headers: { 'User-Agent': 'curl/8' } });
    expect(await everyRow(desk.store)).toEqual(before);
    await one.post('/desk/sign-out');
    await two.post('/desk/sign-out', { everywhere: 'yes' });
    const after = await everyRow(desk.store);
    await expectRefused(desk, { cookie });
    await expectRefused(desk, { cookie: other });
    expect(await everyRow(desk.store)).toEqual(after);
  });

  it('is shut to who was an editor and is none any more', async () => {
    const cookie = sessionOf(await desk.signIn());
    const clock = fixedClock(new Date(desk.clock.now()).toISOString());
    const app = await openTestApp(desk.store, clock, { settings: { EDITORS: 'other@example.com' } });
    const before = await everyRow(desk.store);
    await expectRefused(desk, { cookie }, await createWebApp(app));
    expect(await everyRow(desk.store)).toEqual(before);
  });

  it('is shut to tokens that were made for something else', async () => {
    await desk.signIn();
    const { current } = desk.app.keyring;
    const { id, end } = await newestSession(desk);
    const before = await everyRow(desk.store);
    for (const purpose of ['confirm', 'sign-in'] satisfies ExpiringPurpose[])
      await expectRefused(desk, { cookie: signExpiringToken(current, purpose, id, end) });
    for (const purpose of ['preferences', 'vote', 'form'] satisfies LastingPurpose[])
      await expectRefused(desk, { cookie: signToken(current, purpose, id) });
    // The same as the session's own form but for the purpose.
    for (const purpose of ['unsubscribe', 'vote-test', 'go'] satisfies LastingPurpose[]) {
      const cookie = signToken(current, purpose, `${Math.floor(end / 1_000).toString(36)}.${id}`);
      expect((await ask(desk.web, { method: 'GET', path: '/desk/log' }, { cookie })).status).toBe(303);
    }
    expect(await everyRow(desk.store)).toEqual(before);
  });

  it('takes no post from another site’s page, whoever is signed in, and no link of theirs writes', async () => {
    const cookie = sessionOf(await desk.signIn());
    const routes = everyDeskRoute(desk);
    const before = await everyRow(desk.store);
    for (const headers of FOREIGN) {
      for (const route of routes.filter(one => !isRead(one)))
        expect([route, (await ask(desk.web, route, { cookie, headers })).status]).toEqual([route, 403]);
    }
    for (const route of routes.filter(isRead)) await ask(desk.web, route, { cookie, headers: FOREIGN[0] });
    expect(await everyRow(desk.store)).toEqual(before);
    const signIn = { method: 'POST', path: '/desk/sign-in' };
    expect((await ask(desk.web, signIn, { headers: FOREIGN[0] })).status).toBe(403);
  });

  it('does not say whose address an editor’s is: the same bytes and statements for all, within the caps and beyond', async () => {
    const store = await open();
    const seen = watchedStore(store);
    try {
      const desk = await openDesk(seen);
      // Makes the rows of the caps, as the first visitor of a network does.
      await desk.browser().post('/desk/sign-in', { email: 'first@readers.example' });
      const ways = [];
      for (const email of [
        EDITOR,
        'reader@example.com',
        EDITOR.toUpperCase(),
        `  ${EDITOR} `,
        'zed@zed.example',
      ]) {
        seen.statements.length = 0;
        const answer = await desk.browser().post('/desk/sign-in', { email });
        const headers = Object.fromEntries(answer.headers);
        delete headers['x-request-id'];
        headers['set-cookie'] = (headers['set-cookie'] ?? '').replace(/=[\w-]{32};/, '=…;');
        ways.push({
          status: answer.status,
          headers,
          body: await answer.text(),
          statements: seen.statements.map(({ sql }) => sql),
        });
      }
      for (const way of ways) expect(way).toEqual(ways[0]);
      expect(ways[0]?.statements.length).toBeGreaterThan(2);

      const beyond = [];
      for (const email of [EDITOR, 'reader@example.com']) {
        for (let round = 0; round < 6; round += 1) await desk.browser().post('/desk/sign-in', { email });
        seen.statements.length = 0;
        const answer = await desk.browser().post('/desk/sign-in', { email });
        beyond.push([answer.status, answer.headers.get('location'), seen.statements.map(({ sql }) => sql)]);
      }
      expect(beyond[0]).toEqual(beyond[1]);
      expect(beyond[0]?.slice(0, 2)).toEqual([ways[0]?.status, ways[0]?.headers.location]);
    } finally {
      await seen.db.destroy();
    }
  });
});
