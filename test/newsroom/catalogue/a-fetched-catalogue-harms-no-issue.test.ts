import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWebApp } from '../../../src/app.ts';
import { catalogueAge } from '../../../src/newsroom/catalogue/catalogue-age.ts';
import { catalogueWatch } from '../../../src/newsroom/catalogue/catalogue-round.ts';
import { currentCatalogue } from '../../../src/newsroom/catalogue/current-catalogue.ts';
import { FETCH_LIMITS } from '../../../src/newsroom/catalogue/fetch-catalogue.ts';
import { fetchFirstCatalogue } from '../../../src/newsroom/catalogue/first-catalogue.ts';
import { pullCatalogue, takePull } from '../../../src/newsroom/catalogue/pull-catalogue.ts';
import { draftIssue } from '../../../src/newsroom/draft.ts';
import type { Newsroom } from '../../../src/newsroom/newsroom.ts';
import { pickWeek } from '../../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../../src/newsroom/release.ts';
import { submitDueSingleMails } from '../../../src/newsroom/single-mails.ts';
import { runDue } from '../../../src/scheduler.ts';
import type { Store } from '../../../src/storage/database.ts';
import { askForPull } from '../../../src/storage/issue/catalogue-pulls.ts';
import { fetchedCatalogue } from '../../../src/storage/issue/fetched-catalogue.ts';
import {
  CATALOGUE_SECRET,
  type CatalogueServer,
  openCatalogueServer,
  sampleCatalogue,
  signatureOf,
} from '../../support/catalogue-server.ts';
import { fixedClock } from '../../support/clock.ts';
import { addReaders } from '../../support/frozen-issue.ts';
import { openTestApp, type TestApp } from '../../support/newsroom.ts';
import { describeStores } from '../../support/stores.ts';

const EDITOR = 'editor@example.com';
const WEEK = '2026-W48';
const MINUTE = 60_000;
const { signal } = new AbortController();

let server: CatalogueServer;
beforeEach(async () => {
  server = await openCatalogueServer();
});
afterEach(() => server.close());

describeStores('a catalogue that is fetched', open => {
  const clock = fixedClock('2026-11-22T12:00:00Z');
  beforeEach(() => clock.set('2026-11-22T12:00:00Z'));
  const openApp = (store: Store, settings: Record<string, string> = {}) =>
    openTestApp(store, clock, { settings: { CATALOGUE: server.address, ...settings } });
  const pull = async (room: Newsroom, limits = FETCH_LIMITS) => {
    clock.advance(MINUTE);
    return pullCatalogue(room, { signal, limits });
  };
  const hashOf = async (room: Newsroom) => {
    const loaded = await currentCatalogue(room);
    return loaded.kind === 'loaded' ? loaded.catalogue.hash : 'none';
  };

  it('is used by every process on its database, also where the network is gone', async () => {
    const store = await open();
    const app = await openApp(store);
    expect(await currentCatalogue(app)).toMatchObject({
      kind: 'invalid',
      problems: [{ fix: 'Run: verdicts catalogue pull' }],
    });
    expect(await pull(app)).toMatchObject({ kind: 'kept', errors: 0 });
    const hash = await hashOf(app);
    expect(await pull(app)).toMatchObject({ kind: 'unchanged' });
    expect(server.asked.map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([false, true]);
    const age = await catalogueAge(app);
    expect(age).toBe(clock.now());

    await server.close();
    const restarted = await openApp(store.another());
    expect(await hashOf(restarted)).toBe(hash);
    expect(await pull(restarted)).toMatchObject({ kind: 'failed' });
    expect(await hashOf(restarted)).toBe(hash);
    expect(await catalogueAge(restarted)).toBe(age);
    expect((await pickWeek(restarted, WEEK, 'test')).kind).toBe('picked');
  });

  it('is replaced by no answer that is bad; each is told to the editors, once', async () => {
    const store = await open();
    const app = await openApp(store, { CATALOGUE_SECRET });
    const good = JSON.stringify(sampleCatalogue());
    server.serve(good, { 'catalogue-signature': signatureOf(good) });
    expect(await pull(app)).toMatchObject({ kind: 'kept' });
    const hash = await hashOf(app);

    const half = JSON.stringify(sampleCatalogue(({ tools }) => Object.assign(tools[0]!, { price: 'cheap' })));
    const bad: readonly [kind: 'refused' | 'failed', words: string, set: () => void][] = [
      ['refused', 'answered 500', () => server.answer((_, to) => to.writeHead(500).end())],
      ['refused', 'text/html', () => serveSigned('<!doctype html>', 'text/html')],
      ['refused', '1 error', () => serveSigned(half)],
      ['refused', 'larger than', () => serveSigned(' '.repeat(200_000))],
      ['failed', 'whole answer', () => server.answer(drip)],
      [
        'refused',
        'private network',
        () => server.answer((_, to) => to.writeHead(302, { location: 'https://192.168.1.1/' }).end()),
      ],
      [
        'refused',
        'signature is wrong',
        () => server.serve(half, { 'catalogue-signature': signatureOf(good) }),
      ],
      ['refused', 'not signed', () => server.serve(sampleCatalogue(({ tools }) => tools.pop()))],
    ];
    const serveSigned = (body: string, type = 'application/json') =>
      server.serve(body, { 'catalogue-signature': signatureOf(body), 'content-type': type });
    const limits = { deadlineMs: 500, bytes: 150_000 };
    for (const [n, [kind, words, set]] of bad.entries()) {
      set();
      for (const _ of ['first', 'again']) {
        const came = await pull(app, limits);
        expect(came).toMatchObject({ kind, reason: expect.stringContaining(words) });
        expect(await hashOf(app)).toBe(hash);
      }
      await submitDueSingleMails(app, signal);
      const mails = await app.mails('notice');
      expect(mails).toHaveLength(n + 1);
      expect(await toldIn(app, mails)).toContain(words);
    }
    server.serve(good, { 'catalogue-signature': signatureOf(good) });
    expect(await pull(app)).toMatchObject({ kind: 'unchanged' });
    // It was gone and has come back: that is news again.
    server.answer((_, to) => to.writeHead(500).end());
    await pull(app);
    await submitDueSingleMails(app, signal);
    expect(await app.mails('notice')).toHaveLength(bad.length + 1);
  });

  it('is fetched before a scheduled pick; where that brings nothing the last good one is picked from', async () => {
    const store = await open();
    const app = await openApp(store);
    clock.set('2026-11-23T09:00:00Z');
    await runDue(app, signal);
    expect((await app.issues.find(WEEK))?.state).toBe('picked');
    expect(server.asked).toHaveLength(1);
    const hash = await hashOf(app);

    server.answer((_, response) => response.writeHead(503).end());
    clock.set('2026-11-30T09:00:00Z');
    await runDue(app, signal);
    expect(await app.issues.find('2026-W49')).toMatchObject({ state: 'picked', catalogueHash: hash });
    await submitDueSingleMails(app, signal);
    expect(await toldIn(app, await app.mails('notice'))).toContain('answered 503');
  });

  it('that was never there leaves the week unpicked, and it is picked once it comes', async () => {
    const store = await open();
    server.answer((_, response) => response.writeHead(404).end());
    const app = await openApp(store);
    clock.set('2026-11-23T09:00:00Z');
    await expect(runDue(app, signal)).rejects.toThrow('no good catalogue has been fetched');
    expect(await app.issues.find(WEEK)).toBeNull();
    server.serve(sampleCatalogue());
    clock.advance(MINUTE);
    await runDue(app, signal);
    expect((await app.issues.find(WEEK))?.state).toBe('picked');
  });

  it('that changes between pick and approval voids what was approved, and a sent issue stays', async () => {
    const store = await open();
    const app = await openApp(store);
    await addReaders(store, 3, clock);
    await pull(app);
    const picked = await pickWeek(app, WEEK, 'test');
    if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
    expect(await approveWeek(app, WEEK, EDITOR)).toMatchObject({ kind: 'approved' });
    const approved = (await app.issues.find(WEEK))!;
    const slug = approved.pick.pairings[0]?.a;
    server.serve(
      sampleCatalogue(({ tools }) => {
        const tool = tools.find(each => each.slug === slug)!;
        const [review] = tool.reviews;
        Object.assign(review!, { verdict: review?.verdict === 'ship' ? 'skip' : 'ship' });
        delete tool.panelShip;
      }),
    );
    expect(await pull(app)).toMatchObject({ kind: 'kept' });
    const { difference } = await fetchedCatalogue(store, server.address);
    expect(difference).toMatchObject({ counts: { verdicts: 1, added: 0, gone: 0, prices: 0 } });
    const draft = await draftIssue(app, approved);
    expect(draft.frozen.contentHash).not.toBe(approved.approval?.hash);
    clock.set('2026-11-26T09:00:00Z');
    await runDue(app, signal);
    expect((await app.issues.find(WEEK))?.state).toBe('held');
    expect(await app.mails('issue')).toEqual([]);

    expect(await approveWeek(app, WEEK, EDITOR)).toMatchObject({ kind: 'approved' });
    clock.advance(30 * MINUTE);
    await runDue(app, signal);
    const sent = await app.issues.find(WEEK);
    expect(sent?.state).toBe('sent');
    const frozen = () => store.db.selectFrom('frozen_mails').selectAll().execute();
    const before = await frozen();
    server.serve(sampleCatalogue());
    await pull(app);
    expect(await frozen()).toEqual(before);
  });

  it('that comes after the start is on the site from then on', async () => {
    const store = await open();
    const app = await openApp(store, { PUBLIC_URL: 'http://127.0.0.1:3000' });
    const web = await createWebApp(app);
    const page = async () => (await web.request('http://127.0.0.1:3000/how-we-pick')).text();
    const [seat] = sampleCatalogue().panel;
    expect(await page()).not.toContain(seat?.name);
    await catalogueWatch(app, signal)();
    expect(await page()).toContain(seat?.name);
  });

  it('is fetched by one of several processes, and all of them have it', async () => {
    const store = await open();
    server.answer(async (_, response) => {
      await sleep(100);
      response.writeHead(200).end(JSON.stringify(sampleCatalogue()));
    });
    const apps = await Promise.all([store, store.another(), store.another()].map(each => openApp(each)));
    // All of them start, with none there yet.
    const told = await Promise.all(apps.map(app => fetchFirstCatalogue(app, signal)));
    expect([told, server.asked.length]).toEqual([['', '', ''], 1]);
    clock.advance(MINUTE);
    const rounds = apps.map(app => catalogueWatch(app, signal));
    const everybody = () => Promise.all(rounds.map(round => round()));
    await everybody();
    await everybody();
    expect(server.asked).toHaveLength(1);
    const hashes = await Promise.all(apps.map(hashOf));
    expect(new Set(hashes).size).toBe(1);
    expect(hashes[0]).not.toBe('none');

    // Somebody says that it is new.
    clock.advance(MINUTE);
    await Promise.all([askForPull(store, server.address), askForPull(store, server.address)]);
    await everybody();
    await everybody();
    expect(server.asked).toHaveLength(2);

    // Two who wait for an answer that is under way get it together.
    const [one, other] = await Promise.all(apps.slice(0, 2).map(app => pullCatalogue(app, { signal })));
    expect([one?.kind, other?.kind]).toEqual(['unchanged', 'unchanged']);
    expect(server.asked.length).toBeLessThanOrEqual(4);
  });

  it('is looked for by somebody else once who was at it is gone, and a late answer changes nothing', async () => {
    const store = await open();
    const [slow, quick] = [await openApp(store), await openApp(store.another())];
    const held = Promise.withResolvers<void>();
    server.answer(async (_, response) => {
      await held.promise;
      response.writeHead(200).end(JSON.stringify(sampleCatalogue(({ tools }) => tools.pop())));
    });
    const late = pullCatalogue(slow, { signal });
    await expect.poll(() => server.asked.length).toBe(1);
    expect(await takePull(quick, server.address, { signal })).toBeNull();
    clock.advance(3 * MINUTE);
    server.serve(sampleCatalogue());
    expect(await takePull(quick, server.address, { signal })).toMatchObject({ kind: 'kept' });
    const hash = await hashOf(quick);
    held.resolve();
    expect(await late).toMatchObject({ kind: 'kept' });
    expect(await hashOf(slow)).toBe(hash);
  });

  it('that is asked for again and again is looked for every ten seconds at most', async () => {
    const store = await open();
    const app = await openApp(store);
    const round = catalogueWatch(app, signal);
    await round();
    for (let second = 0; second < 21; second += 1) {
      clock.advance(1_000);
      await askForPull(store, server.address);
      await round();
    }
    expect(server.asked).toHaveLength(3);
  });

  it('is given back by who is asked to end', async () => {
    const store = await open();
    const app = await openApp(store);
    server.answer(() => undefined);
    const ending = new AbortController();
    const ended = pullCatalogue(app, { signal: ending.signal });
    await expect.poll(() => server.asked.length).toBe(1);
    ending.abort();
    expect(await ended).toBeNull();
    server.serve(sampleCatalogue());
    expect(await takePull(app, server.address, { signal })).toMatchObject({ kind: 'kept' });
  });
});

const drip = async (
  _: unknown,
  response: { write(part: string): void; writeHead(s: number): unknown; destroyed: boolean },
) => {
  response.writeHead(200);
  while (!response.destroyed) {
    response.write(' ');
    await sleep(50);
  }
};

async function toldIn(app: TestApp, mails: readonly string[]): Promise<string> {
  const all = await Promise.all(mails.map(name => app.read('notice', name)));
  return all
    .join('\n')
    .replace(/=\r?\n/g, '')
    .replace(/\r?\n/g, ' ');
}
