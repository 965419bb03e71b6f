import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { growthOf, growthWeeks } from '../../src/desk/audience/growth.ts';
import { audienceOverview } from '../../src/desk/audience/overview.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { erase } from '../../src/storage/audience/erasures.ts';
import { confirm, insertPending, unsubscribe } from '../../src/storage/audience/subscribers.ts';
import { suppress } from '../../src/storage/audience/suppressions.ts';
import type { Store } from '../../src/storage/database.ts';
import { EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { watchedStore } from '../support/watched-store.ts';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.parse('2026-11-25T09:00:00Z');
const consent = { wording: 'Yes.', source: 'form:front', evidence: {} };

async function add(store: Store, name: string, days: number, source = 'form:front'): Promise<number> {
  const email = `${name}@readers.example`;
  const at = NOW - days * DAY_MS;
  const profile = { name, timezone: '', interests: [] };
  const added = await insertPending(store, {
    email,
    dedupeKey: email,
    ...profile,
    at,
    consent: { ...consent, source },
  });
  if (added.kind !== 'added') throw new Error('It was there already.');
  return added.id;
}

async function addConfirmed(store: Store, name: string, days: number, source?: string): Promise<number> {
  const id = await add(store, name, days, source);
  await confirm(store, id, { at: NOW - days * DAY_MS, askedAt: NOW - days * DAY_MS, consent });
  return id;
}

/** With one slice of subscribers in the database: a page that reads two stretches reads the audience twice. */
const PAGES = [
  '/desk/audience',
  '/desk/audience/readers',
  '/desk/audience/readers?q=nobody%20at%20all',
  '/desk/audience/readers?q=ada%40readers.example',
  '/desk/audience/readers?status=paused',
  '/desk/audience/readers/1',
  '/desk/audience/readers/1/erase',
  '/desk/audience/suppressions?q=ada',
  '/desk/audience/import',
  '/desk/issues',
  '/desk/log',
  '/desk/account',
  ...['2026-W48', '2026-W49'].flatMap(week =>
    [
      '',
      '/preview',
      '/preview?view=changes',
      '/check',
      '/progress',
      '/correction',
      '/recipients',
      '/links',
    ].map(page => `/desk/issues/${week}${page}`),
  ),
];

/** The first is sent, the second is a draft. */
async function sendOneAndPickAnother({ app }: TestDesk): Promise<void> {
  const { signal } = new AbortController();
  await pickWeek(app, '2026-W48', 'test');
  await approveWeek(app, '2026-W48', EDITOR);
  const outcome = await sendWeek(app, '2026-W48', { now: true, signal, patienceMs: 0, who: 'test' });
  expect(outcome.kind).toBe('sent');
  await pickWeek(app, '2026-W49', 'test');
}

describeStores('the audience', open => {
  it('is told by state, source and week, and each reader counts once', async () => {
    const desk = await openDesk(await open(), { settings: { PUBLICATION_TIMEZONE: 'Europe/Prague' } });
    const { store } = desk;
    await addConfirmed(store, 'ada', 1);
    await addConfirmed(store, 'bob', 8, 'import');
    await unsubscribe(store, await addConfirmed(store, 'cem', 16), { at: NOW - DAY_MS, consent });
    await addConfirmed(store, 'dan', 400);
    await suppress(store, {
      email: 'dan@readers.example',
      reason: 'complaint',
      detail: '',
      at: NOW - 8 * DAY_MS,
    });
    await addConfirmed(store, 'eve', 400);
    await erase(store, 'eve@readers.example', NOW - 9 * DAY_MS);
    await add(store, 'fay', 2, 'json');
    const paused = await addConfirmed(store, 'gus', 3);
    await sql`update subscribers set paused_until = ${NOW + DAY_MS} where id = ${paused}`.execute(store.db);
    await suppress(store, { email: 'nobody@readers.example', reason: 'manual', detail: '', at: NOW });

    const { states, sources, growth, suppressions } = await audienceOverview(desk.app);
    expect(states).toEqual({
      confirmed: 2,
      paused: 1,
      pending: 1,
      unsubscribed: 1,
      suppressed: 1,
      erased: 1,
    });
    expect(sources).toEqual([
      { source: 'form:front', readers: 2, pending: 0, all: 5 },
      { source: 'import', readers: 1, pending: 0, all: 1 },
      { source: 'json', readers: 0, pending: 1, all: 1 },
    ]);
    expect(suppressions).toEqual({ hard_bounce: 0, complaint: 1, manual: 1, erased: 1 });
    expect(growth).toHaveLength(26);
    expect(growth.slice(-4)).toEqual([
      { week: '2026-W45', confirmed: 0, left: 0, readers: 2 },
      { week: '2026-W46', confirmed: 1, left: 0, readers: 3 },
      { week: '2026-W47', confirmed: 2, left: 2, readers: 3 },
      { week: '2026-W48', confirmed: 1, left: 1, readers: 3 },
    ]);
    const page = await (await (await desk.signIn()).get('/desk/audience')).text();
    expect(page).toContain('2 readers get the next issue');
    expect(page).toContain('In the last four weeks 4 confirmed and 3 left.');
  });

  it('is read once a page at the most, in slices of ids, whatever is looked for', async () => {
    const store = await open();
    await addConfirmed(store, 'ada', 1);
    const seen = watchedStore(store);
    try {
      const desk = await openDesk(seen);
      await sendOneAndPickAnother(desk);
      const browser = await desk.signIn();
      for (const path of PAGES) {
        seen.statements.length = 0;
        // A draft has no recipients and nothing to correct.
        const isOfDraft = path.includes('/2026-W49');
        expect((await browser.get(path)).status, path).toBeLessThan(isOfDraft ? 405 : 400);
        const readings = [];
        for (const statement of [...seen.statements])
          readings.push(...(await seen.readings(statement, 'subscribers')));
        // What would be sent now is counted whole, once.
        if (!isOfDraft) expect(readings, path).not.toContain('all');
        expect(readings.filter(reading => reading !== 'key').length, path).toBeLessThanOrEqual(1);
      }
    } finally {
      await seen.db.destroy();
    }
  });
});

it('weeks begin on Mondays of the publication’s zone, also where clocks change in between', () => {
  const weeks = growthWeeks(NOW, 'Europe/Prague');
  expect(weeks.at(-1)).toEqual({ week: '2026-W48', startsAt: Date.parse('2026-11-22T23:00:00Z') });
  expect(weeks[0]).toEqual({ week: '2026-W23', startsAt: Date.parse('2026-05-31T22:00:00Z') });
});

it('readers are reckoned backwards from now', () => {
  const counts = [
    { week: 'a', confirmed: 5, left: 1 },
    { week: 'b', confirmed: 0, left: 2 },
  ];
  expect(growthOf(counts, 10).map(week => week.readers)).toEqual([12, 10]);
});
