import { beforeAll, expect, it } from 'vitest';
import { describeStores } from '../support/stores.ts';
import { openWeek, PAGE } from './desk-week.ts';
import { everyDeskRoute } from './every-desk-route.ts';
import { BASE, type GoingDesk, openGoingDesk } from './going.ts';

/** What an address may end in that no page of ours links to. */
const QUERIES = [
  'done=__proto__&q=__proto__&status=__proto__&state=__proto__&reason=__proto__',
  'q=%00&add=%00&pair=%00&a=%00&b=%00&done=%00&reader=%00&status=%00',
  'before=9007199254740991&after=9007199254740991&page=9007199254740991&reader=9007199254740991',
  'before=-1&after=NaN&page=1e400&lead=999999&reader=1.5',
  'after=999999999999999.%00&before=0x10',
];

/** Every field that a form of the desk has, each with what no browser of an editor sends. */
const ODD = 'a\0b';
const FIELDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['subject', 'intro', 'pair', 'tool', 'a', 'b', 'reason', 'hash', 'seen', 'date', 'time', 'tick'].map(
      name => [name, ODD],
    ),
  ),
  email: `zed\0@zed.example`,
  revision: '999999999999999',
  lines: '999999999999999',
  to: 'typed',
  addresses: `zed\0@zed.example`,
  variant: '999999999999999',
  wrong: ODD,
  right: ODD,
  url: `https://zed.example/\0`,
  act: 'write\0',
  as: 'submitted\0',
};

describeStores('an odd request to the desk', open => {
  let desk: GoingDesk;
  beforeAll(async () => {
    desk = await openGoingDesk(await open(), { readers: 3 });
    await desk.send();
  }, 120_000);

  it('gets an answer, whatever its address asks for', async () => {
    const browser = await desk.signIn();
    for (const { path } of everyDeskRoute(desk).filter(({ method }) => method === 'GET')) {
      if (path.endsWith('/events')) continue;
      for (const query of QUERIES)
        expect([path, query, (await browser.get(`${path}?${query}`)).status < 500]).toEqual([
          path,
          query,
          true,
        ]);
    }
    for (const odd of ['%00', 'a%00b', '__proto__', '%2500']) {
      for (const { path } of everyDeskRoute(desk, () => odd).filter(({ method }) => method === 'GET'))
        expect([path, (await browser.get(path)).status < 500]).toEqual([path, true]);
    }
  });

  it('gets an answer, whatever its form holds', async () => {
    const browser = await desk.signIn();
    const posts = everyDeskRoute(desk).filter(({ method }) => method === 'POST');
    for (const { path } of posts.filter(one => one.path !== '/desk/sign-out'))
      expect([path, (await browser.post(path, FIELDS)).status < 500]).toEqual([path, true]);
    expect((await browser.post('/desk/sign-in', FIELDS)).status).toBe(303);
  });

  it('of a revision that no issue can have is answered as a late one, and loses no words', async () => {
    const browser = await desk.signIn();
    const words = { wrong: 'It costs $10.', right: 'It is free.', url: 'https://weekly.example.com/' };
    const week = await openWeek(await open());
    const other = await week.signIn();
    for (const revision of ['999999999999999', '2147483648', '-3', '1.5', 'x', '']) {
      const corrected = await browser.post(`${BASE}/correction`, { ...words, revision });
      expect([revision, corrected.status]).toEqual([revision, 409]);
      expect(await corrected.text()).toContain('It costs $10.</textarea>');
      const worded = await other.post(`${PAGE}/words`, { subject: 'My own subject', revision });
      expect([revision, worded.status]).toEqual([revision, 409]);
      expect(await worded.text()).toContain('My own subject');
      const timed = await other.post(`${PAGE}/check/schedule`, {
        date: '2026-11-27',
        time: '09:00',
        revision,
      });
      expect([revision, timed.status]).toEqual([revision, 409]);
    }
  });
});
