import { expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { signToken } from '../../src/audience/token.ts';
import { countAudience } from '../../src/storage/delivery/freezes.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

describeStores('a reader who leaves', open => {
  async function setUp() {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock);
    await addReaders(store, 2, clock);
    const web = await createWebApp(app);
    const path = (subject: string) =>
      `/unsubscribe/${signToken(app.keyring.current, 'unsubscribe', subject)}`;
    return { store, clock, app, web, path, audience: () => countAudience(store, clock.now()) };
  }

  it('is out by the mail client’s bare POST, urlencoded or multipart, once and for good', async () => {
    const { store, web, path, audience } = await setUp();
    const urlencoded = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    for (const [subject, body] of [
      ['1', urlencoded],
      ['1', urlencoded],
      ['2', multipart],
    ] as const) {
      const answer = await web.request(path(subject), { method: 'POST', body });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe('');
      expect([answer.headers.get('location'), answer.headers.get('set-cookie')]).toEqual([null, null]);
    }
    expect(await audience()).toBe(0);
    const consents = await store.db.selectFrom('consents').select(['event', 'evidence']).execute();
    expect(consents).toEqual(Array(2).fill({ event: 'unsubscribed', evidence: '{"method":"one-click"}' }));
  });

  it('is out by the page’s button, and by no link that is only opened', async () => {
    const { web, path, audience } = await setUp();
    for (let n = 0; n < 100; n++) {
      const method = n % 2 === 0 ? 'GET' : 'HEAD';
      expect((await web.request(path('1'), { method })).status).toBe(200);
    }
    expect(await audience()).toBe(2);
    const page = await (await web.request(path('1'))).text();
    expect(page).toMatch(
      /<form method="post"><button type="submit" class="button">Unsubscribe<\/button><\/form>/,
    );
    expect((await web.request(path('1'), { method: 'POST' })).status).toBe(200);
    expect(await audience()).toBe(1);
  });

  it('gets the same answer as one whom nobody knows', async () => {
    const { web, path, audience } = await setUp();
    const real = await (await web.request(path('1'), { method: 'POST' })).text();
    const answer = await web.request(path('999999'), { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([200, real]);
    expect(await audience()).toBe(1);
  });

  it('is never told that they have left by a link that cannot be read, neither a person nor a mail client', async () => {
    const { app, web, path, audience } = await setUp();
    const wrong = [
      '/unsubscribe/nonsense',
      `/unsubscribe/${signToken(app.keyring.current, 'preferences', '2')}`,
      path('2').slice(0, -1),
      path('2').toLowerCase(),
      '/unsubscribe/%00%E2%80%8B',
    ];
    const pages = [];
    for (const address of wrong) {
      for (const method of ['GET', 'POST']) {
        const answer = await web.request(address, { method });
        pages.push(await answer.text());
        expect(answer.status, address).toBe(404);
      }
      const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
      const toClient = await web.request(address, { method: 'POST', body });
      expect([toClient.status, toClient.headers.get('location')]).toEqual([404, null]);
      expect(await toClient.text()).toContain('nobody was taken off');
    }
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('This link cannot be read.');
    expect(pages[0]).toContain('action="/lost-link"');
    expect(await audience()).toBe(2);
  });

  it('may take back a press of the page’s button for an hour, and is as before', async () => {
    const { store, clock, web, path, audience } = await setUp();
    const back = () =>
      web.request(path('1'), { method: 'POST', body: new URLSearchParams({ action: 'back' }) });
    expect(await (await back()).text()).toContain('This cannot be undone here.');
    const done = await (await web.request(path('1'), { method: 'POST' })).text();
    expect(done).toContain('Take me back');
    clock.set('2026-11-26T09:59:59Z');
    expect(await (await back()).text()).toContain('You are back on the list.');
    expect(await audience()).toBe(2);
    const row = await store.db.selectFrom('subscribers').selectAll().where('id', '=', 1).executeTakeFirst();
    expect(row).toMatchObject({ state: 'confirmed', unsubscribed_at: null });
    const events = await store.db.selectFrom('consents').select(['event', 'wording']).orderBy('id').execute();
    expect(events.slice(-2)).toEqual([
      { event: 'unsubscribed', wording: 'Unsubscribe' },
      { event: 'confirmed', wording: 'Take me back' },
    ]);
    await web.request(path('1'), { method: 'POST' });
    clock.set('2026-11-26T11:00:00Z');
    expect(await (await back()).text()).toContain('Sign up again');
    expect(await audience()).toBe(1);
  });

  it('cannot be taken back by whoever holds the link after a mail client’s word', async () => {
    const { web, path, audience } = await setUp();
    const oneClick = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    await web.request(path('1'), { method: 'POST', body: oneClick });
    await web.request(path('1'), { method: 'POST' });
    await web.request(path('1'), { method: 'POST', body: new URLSearchParams({ action: 'back' }) });
    expect(await audience()).toBe(1);
  });

  it('changes nothing by any other method, and finds the same page behind every link', async () => {
    const { web, path, audience } = await setUp();
    for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH']) {
      expect((await web.request(path('1'), { method })).status).toBe(405);
    }
    for (const query of ['', '?pause']) {
      const pages = await Promise.all(
        [path('1'), path('999999')].map(async address => (await web.request(`${address}${query}`)).text()),
      );
      expect(new Set(pages).size).toBe(1);
      expect(pages[0]).toContain(query === '' ? 'href="?pause"' : 'name="pauseWeeks"');
    }
    expect(await audience()).toBe(2);
  });

  it('may stay away for some weeks by the same link, which opens nothing else of theirs', async () => {
    const { clock, store, web, path, audience } = await setUp();
    const press = (address: string, pauseWeeks: string) =>
      web.request(`${address}?pause`, { method: 'POST', body: new URLSearchParams({ pauseWeeks }) });
    const pages = [
      await (await web.request(path('1'))).text(),
      await (await web.request(`${path('1')}?pause`)).text(),
      await (await press(path('1'), '4')).text(),
      await (await web.request(path('2'), { method: 'POST' })).text(),
    ];
    for (const page of pages) expect(page).not.toMatch(/preferences\/|export|erase|@readers/i);
    expect(await audience()).toBe(0);
    const { paused_until: until } = await store.db
      .selectFrom('subscribers')
      .select('paused_until')
      .where('id', '=', 1)
      .executeTakeFirstOrThrow();
    expect(until).toBe(clock.now() + 4 * 7 * 86_400_000);

    // Neither for who has left, told alike, nor by a link that cannot be read; and for no number of weeks that is none.
    expect((await press('/unsubscribe/nonsense', '4')).status).toBe(404);
    expect(await (await press(path('2'), '4')).text()).toBe(pages[2]);
    for (const weeks of ['0', '', '-1', '53', '4.5', 'x'])
      expect((await press(path('1'), weeks)).status).toBe(400);
    clock.advance(4 * 7 * 86_400_000);
    expect(await audience()).toBe(1);
  });

  it('is never sent elsewhere and needs no cookie, origin or well-formed body', async () => {
    const { web, path, audience } = await setUp();
    const foreign = { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' };
    const broken = { ...foreign, 'content-type': 'multipart/form-data; boundary=x' };
    const answers = [
      await web.request(path('1'), { method: 'POST', headers: broken, body: '--x\r\nrubbish' }),
      await web.request(`${path('2')}?pause`, {
        method: 'POST',
        headers: foreign,
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      }),
    ];
    for (const { status, headers } of answers) {
      expect([status, headers.get('location'), headers.get('set-cookie')]).toEqual([200, null, null]);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toBe('noindex');
      expect(headers.get('content-encoding')).toBeNull();
    }
    expect(await audience()).toBe(0);
  });
});
