import { afterEach, beforeEach, expect, it } from 'vitest';
import { catalogueWatch } from '../../../src/newsroom/catalogue/catalogue-round.ts';
import { currentCatalogue, keepResult } from '../../../src/newsroom/catalogue/current-catalogue.ts';
import { pullCatalogue } from '../../../src/newsroom/catalogue/pull-catalogue.ts';
import type { Newsroom } from '../../../src/newsroom/newsroom.ts';
import { pickWeek } from '../../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../../src/newsroom/release.ts';
import { remindEditors } from '../../../src/newsroom/remind-editors.ts';
import { submitDueSingleMails } from '../../../src/newsroom/single-mails.ts';
import { runDue } from '../../../src/scheduler.ts';
import type { Store } from '../../../src/storage/database.ts';
import { askForPull, claimPull } from '../../../src/storage/issue/catalogue-pulls.ts';
import { claimSlot } from '../../../src/storage/issue/cron-runs.ts';
import { fetchedCatalogue } from '../../../src/storage/issue/fetched-catalogue.ts';
import {
  type CatalogueServer,
  openCatalogueServer,
  sampleCatalogue,
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

describeStores('a fetched catalogue in trouble', open => {
  const clock = fixedClock('2026-11-22T12:00:00Z');
  beforeEach(() => clock.set('2026-11-22T12:00:00Z'));
  const openApp = (store: Store) => openTestApp(store, clock, { settings: { CATALOGUE: server.address } });
  const pull = async (room: Newsroom) => {
    clock.advance(MINUTE);
    return pullCatalogue(room, { signal });
  };
  const told = async (app: TestApp) => {
    await submitDueSingleMails(app, signal);
    const mails = await Promise.all((await app.mails('notice')).map(name => app.read('notice', name)));
    return mails
      .join('\n')
      .replace(/=\r?\n/g, '')
      .replace(/\r?\n/g, ' ');
  };

  it('costs no week its pick, though the process was killed while it fetched, or after it claimed the slot', async () => {
    const store = await open();
    const [killed, next] = [await openApp(store), await openApp(store.another())];
    await pull(next);
    clock.set('2026-11-23T09:00:00Z');
    server.answer(() => undefined);
    const dead = new AbortController();
    const forever = runDue(killed, dead.signal);
    await expect.poll(() => server.asked.length).toBe(2);
    expect(await store.db.selectFrom('cron_runs').selectAll().execute()).toEqual([]);

    // It was killed just after its claim: the other one takes over, once, but not while it may be at work.
    await claimSlot(store, 'pick', Date.parse('2026-11-23T09:00:00Z'), clock.now());
    server.serve(sampleCatalogue());
    clock.advance(4 * MINUTE);
    await runDue(next, signal);
    expect(await next.issues.find(WEEK)).toBeNull();
    clock.advance(MINUTE);
    await runDue(next, signal);
    expect((await next.issues.find(WEEK))?.state).toBe('picked');
    dead.abort();
    await forever;
  });

  it('is refused where it breaks the checker, and the week is picked from the last good one', async () => {
    const store = await open();
    const app = await openApp(store);
    await pull(app);
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const good = JSON.stringify(sampleCatalogue());
    const broken = [
      good.replace('"tools":[', `"tools":[${deep},`),
      good.replace('"tools":[', `"extra":${deep},"tools":[`),
      // Patterns give up on these, by themselves or with the stack.
      JSON.stringify(sampleCatalogue(({ tools }) => Object.assign(tools[0]!, { slug: 'a-'.repeat(4e6) }))),
      // Postgres keeps no such character, in no mail either.
      `{"panel":[],"\\u0000":1,"\\u0000":2,"tools":[]}`,
    ];
    for (const body of broken) {
      server.serve(body);
      const came = await pull(app);
      expect(['refused', 'failed']).toContain(came?.kind);
      expect(came?.reason).toMatch(/What came/);
      const { asked, answered } = await fetchedCatalogue(store, server.address);
      expect(answered).toBe(asked);
    }
    expect(await told(app)).toContain('not accepted');
    clock.set('2026-11-23T09:00:00Z');
    await runDue(app, signal);
    expect((await app.issues.find(WEEK))?.state).toBe('picked');
  });

  it('is fetched by nobody else while somebody is at it whose clock is a little ahead', async () => {
    const store = await open();
    await askForPull(store, server.address);
    const leaseMs = 120_000;
    const now = clock.now();
    expect(await claimPull(store, server.address, { now, leaseMs })).not.toBeNull();
    for (const behind of [1, 1_000, 59_000])
      expect(await claimPull(store, server.address, { now: now - behind, leaseMs })).toBeNull();
    expect(await claimPull(store, server.address, { now: now - 3_600_000, leaseMs })).not.toBeNull();
  });

  it('that voids an approval is told at once, with what it changed, and only once', async () => {
    const store = await open();
    const app = await openApp(store);
    await addReaders(store, 3, clock);
    await pull(app);
    await pickWeek(app, WEEK, 'test');
    expect(await approveWeek(app, WEEK, EDITOR)).toMatchObject({ kind: 'approved' });
    await remindEditors(app);
    expect(await told(app)).not.toContain('approved again');
    const slug = (await app.issues.find(WEEK))?.pick.pairings[0]?.a;
    server.serve(
      sampleCatalogue(({ tools }) =>
        Object.assign(tools.find(each => each.slug === slug)!, { tagline: 'a thing that was renamed' }),
      ),
    );
    expect(await pull(app)).toMatchObject({ kind: 'kept' });
    await remindEditors(app);
    await remindEditors(await openApp(store.another()));
    const words = await told(app);
    expect(words).toContain(`${WEEK} must be approved again`);
    expect(words).toContain('a thing that was renamed');
    expect((await app.mails('notice')).filter(name => name.includes('voided'))).toHaveLength(1);
  });

  it('is refused without any tool, and told where it lacks over half of them', async () => {
    const store = await open();
    const app = await openApp(store);
    await pull(app);
    server.serve(sampleCatalogue(({ tools }) => tools.splice(0)));
    expect(await pull(app)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/no tools at all/),
    });
    server.serve(sampleCatalogue(({ tools }) => tools.splice(0, Math.floor(tools.length / 2) - 1)));
    expect(await pull(app)).toMatchObject({ kind: 'kept', reason: '' });
    server.serve(sampleCatalogue());
    await pull(app);

    // A list of lines that was cut at the end of one is whole to any reader.
    const { panel, tools } = sampleCatalogue();
    const lines = [{ panel, sample: true }, ...tools].map(line => JSON.stringify(line));
    server.serve(lines.slice(0, 4).join('\n'), { 'content-type': 'application/x-ndjson' });
    expect(await pull(app)).toMatchObject({
      kind: 'kept',
      reason: expect.stringMatching(/lacks \d+ of the/),
    });
    expect(await told(app)).toContain('has lost many tools');
    server.serve(lines.slice(0, 1).join('\n'), { 'content-type': 'application/x-ndjson' });
    expect(await pull(app)).toMatchObject({ kind: 'refused' });
  });

  it('heals where a newer checker refuses what is stored: it is asked for in full and judged anew', async () => {
    const store = await open();
    const app = await openApp(store);
    await pull(app);
    const { version } = await fetchedCatalogue(store, server.address);
    // As a newer program finds it that knows one rule more.
    await store.db.updateTable('catalogue_texts').set({ body: '{"panel":[]}' }).execute();
    keepResult('other', { kind: 'invalid', problems: [] });
    keepResult('others', { kind: 'invalid', problems: [] });
    expect((await currentCatalogue(app)).kind).toBe('invalid');

    server.serve('{"panel":[]}');
    expect(await pull(app)).toMatchObject({ kind: 'refused', errors: 1 });
    const words = await told(app);
    expect(words).toContain('There is no catalogue to pick from');
    expect(words).not.toContain('The last good one stays in use');

    server.serve(sampleCatalogue());
    clock.advance(MINUTE);
    await catalogueWatch(app, signal)();
    expect(server.asked.at(-1)?.headers['if-none-match']).toBeUndefined();
    expect((await currentCatalogue(app)).kind).toBe('loaded');
    expect((await fetchedCatalogue(store, server.address)).version).toBe(version);
  });
});
