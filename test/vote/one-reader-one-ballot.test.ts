import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { erase } from '../../src/storage/audience/erasures.ts';
import type { Store } from '../../src/storage/database.ts';
import { castBallot } from '../../src/storage/vote/ballot-box.ts';
import { ballotsOf, talliesOf, tallyAt } from '../../src/storage/vote/ballots.ts';
import { CHOICES, type Choice } from '../../src/vote/ballot.ts';
import { at } from '../support/clock.ts';
import { describeStores } from '../support/stores.ts';
import { CLOSES, castAll, sentIssue, WEEK } from './vote-week.ts';

const run = promisify(execFile);
const CAST_IN_PROCESS = fileURLToPath(new URL('./cast-in-process.ts', import.meta.url));

describeStores('one reader, one ballot', open => {
  async function setUp(readers: number) {
    const week = await sentIssue(await open(), { readers });
    const cast = (
      subscriberId: number,
      choice: Choice,
      options: { network?: string; position?: number } = {},
    ) =>
      castBallot(week.store, {
        issueId: week.issue.id,
        position: options.position ?? 1,
        subscriberId,
        choice,
        network: options.network ?? '',
        now: week.clock.now,
      });
    const tally = (position = 1) => tallyAt(week.store, week.issue.id, position);
    return { ...week, cast, tally };
  }

  it('can be changed, counts once, and casting the same again writes nothing', async () => {
    const { store, clock, issue, cast, tally } = await setUp(2);
    expect(await cast(1, 'a')).toBe('cast');
    clock.advance(1_000);
    expect(await cast(1, 'a')).toBe('same');
    expect(await cast(1, 'both')).toBe('changed');
    expect(await cast(2, 'neither')).toBe('cast');
    expect(await tally()).toEqual({ a: 0, b: 0, both: 1, neither: 1 });
    expect(await ballotsOf(store, 1)).toEqual([
      {
        week: WEEK,
        position: 1,
        a: issue.pick.pairings[0]!.a,
        b: issue.pick.pairings[0]!.b,
        choice: 'both',
        castAt: clock.now() - 1_000,
        changedAt: clock.now(),
        revision: 2,
      },
    ]);
  });

  it('is one for each pairing', async () => {
    const { store, issue, cast } = await setUp(1);
    for (const [position, choice] of [
      [1, 'a'],
      [2, 'b'],
      [3, 'neither'],
    ] as const) {
      expect(await cast(1, choice, { position })).toBe('cast');
    }
    expect(await cast(1, 'a', { position: 4 })).toBe('unknown');
    expect(
      [...(await talliesOf(store, issue.id))].map(([position, { a, b, neither }]) => [
        position,
        a,
        b,
        neither,
      ]),
    ).toEqual([
      [1, 1, 0, 0],
      [2, 0, 1, 0],
      [3, 0, 0, 1],
    ]);
  });

  async function expectOneEach(store: Store, issueId: number, readers: number) {
    const rows = await store.db.selectFrom('ballots').select(['subscriber_id', 'choice']).execute();
    expect(rows.map(row => row.subscriber_id).toSorted()).toEqual(
      Array.from({ length: readers }, (_, n) => n + 1),
    );
    const { a, b, both, neither } = await tallyAt(store, issueId, 1);
    expect(a + b + both + neither).toBe(readers);
  }

  it('stays one when it is cast many times at the same moment', async () => {
    const { store, issue, cast } = await setUp(3);
    const casts = Array.from({ length: 24 }, (_, index) => cast((index % 3) + 1, CHOICES[index % 4]!));
    const results = await Promise.all(casts);
    expect(results.filter(result => result === 'cast').length).toBe(3);
    expect(results.filter(result => result !== 'cast' && result !== 'changed' && result !== 'same')).toEqual(
      [],
    );
    await expectOneEach(store, issue.id, 3);
  });

  it('stays one when several processes cast it', async () => {
    const { store, issue } = await setUp(2);
    const args = [CAST_IN_PROCESS, store.url, String(issue.id), '2', '16'];
    const runs = await Promise.all([1, 2, 3].map(() => run(process.execPath, args)));
    const results = runs.flatMap(({ stdout }) => JSON.parse(stdout) as string[]);
    expect(results.length).toBe(48);
    expect(results.filter(result => result === 'cast').length).toBe(2);
    await expectOneEach(store, issue.id, 2);
  });

  it('is refused to whoever did not get the issue, and for issues that are not out', async () => {
    const { store, cast, issue, clock } = await setUp(1);
    await store.db
      .insertInto('subscribers')
      .values({
        email: 'late@example.com',
        dedupe_key: 'late@example.com',
        state: 'confirmed',
        source: 'test',
        created_at: clock.now(),
        confirmed_at: clock.now(),
      })
      .execute();
    expect([await cast(2, 'a'), await cast(99, 'a'), await cast(1, 'a', { position: 9 })]).toEqual(
      Array(3).fill('unknown'),
    );
    await store.db.updateTable('issues').set({ vote_closes_at: null }).where('id', '=', issue.id).execute();
    expect(await cast(1, 'a')).toBe('closed');
  });

  it('closes at the next pick’s time, to the millisecond', async () => {
    const { clock, issue, cast, tally } = await setUp(2);
    expect(issue.voteClosesAt).toBe(at(CLOSES));
    clock.set(CLOSES);
    clock.advance(-1);
    expect(await cast(1, 'a')).toBe('cast');
    clock.advance(1);
    expect([await cast(1, 'b'), await cast(2, 'b')]).toEqual(['closed', 'closed']);
    expect(await tally()).toEqual({ a: 1, b: 0, both: 0, neither: 0 });
  });

  it('can be changed ten times an hour, not eleven', async () => {
    const { clock, cast } = await setUp(2);
    const choices = ['a', 'b'] as const;
    expect(await cast(1, 'a')).toBe('cast');
    for (let change = 1; change <= 10; change++) expect(await cast(1, choices[change % 2]!)).toBe('changed');
    expect(await cast(1, 'b')).toBe('too_often');
    expect(await cast(1, 'a')).toBe('same');
    expect(await cast(2, 'b')).toBe('cast');
    clock.advance(3_600_000);
    for (let change = 1; change <= 10; change++) expect(await cast(1, choices[change % 2]!)).toBe('changed');
    expect(await cast(1, 'b')).toBe('too_often');
  });

  it('comes at most sixty times an hour from one network; others are not held up', async () => {
    const { clock, cast } = await setUp(63);
    for (let reader = 1; reader <= 60; reader++)
      expect(await cast(reader, 'a', { network: 'office' })).toBe('cast');
    expect(await cast(61, 'a', { network: 'office' })).toBe('too_many');
    expect(await cast(1, 'b', { network: 'office' })).toBe('too_many');
    expect(await cast(61, 'a', { network: 'home' })).toBe('cast');
    expect(await cast(62, 'a')).toBe('cast');
    clock.advance(3_600_000);
    expect(await cast(63, 'a', { network: 'office' })).toBe('cast');
  });

  it('becomes nobody’s when its reader is erased, and every sum stays', async () => {
    const { store, issue, clock, cast, tally } = await setUp(3);
    await castAll(store, clock, issue.id, ['a', 'a', 'b']);
    await cast(1, 'b', { position: 2, network: 'office' });
    const before = await talliesOf(store, issue.id);
    expect(await erase(store, 'reader1@example.com', clock.now())).toEqual({ kind: 'erased' });
    expect(await erase(store, 'reader2@example.com', clock.now())).toEqual({ kind: 'erased' });
    expect(await talliesOf(store, issue.id)).toEqual(before);
    expect(await ballotsOf(store, 1)).toEqual([]);
    expect(
      await store.db
        .selectFrom('ballots')
        .select(['subscriber_id', 'network'])
        .where('subscriber_id', 'is', null)
        .execute(),
    ).toEqual(Array(3).fill({ subscriber_id: null, network: '' }));
    expect(await cast(1, 'b')).toBe('unknown');
    expect(await tally()).toEqual({ a: 2, b: 1, both: 0, neither: 0 });
  });

  it('is counted once also when the reader is erased at that very moment', async () => {
    const { store, clock, cast } = await setUp(6);
    await Promise.all(
      [1, 2, 3, 4, 5, 6].flatMap(id => [cast(id, 'a'), erase(store, `reader${id}@example.com`, clock.now())]),
    );
    const owned = await store.db
      .selectFrom('ballots')
      .selectAll()
      .where('subscriber_id', 'is not', null)
      .execute();
    expect(owned).toEqual([]);
  });

  it('is tallied by one query that an index answers, at 100,000 ballots', async () => {
    const { store, issue } = await setUp(1);
    const series =
      store.dialect === 'sqlite'
        ? sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000)`
        : sql`with n as (select generate_series(1, 100000) as i)`;
    const insert = sql`insert into ballots (issue_id, position, subscriber_id, choice, cast_at, changed_at, window_at)`;
    const values = sql`select ${sql.lit(issue.id)}, 1 + i % 3, 1000 + i, case when i % 10 < 6 then 'a' else 'neither' end, 0, 0, 0 from n`;
    // Postgres wants the with in front of the select, SQLite in front of the insert.
    await (store.dialect === 'sqlite'
      ? sql`${series} ${insert} ${values}`
      : sql`${insert} ${series} ${values}`
    ).execute(store.db);
    await sql`analyze`.execute(store.db);
    const tallies = await talliesOf(store, issue.id);
    expect([...tallies.values()].reduce((sum, { a, neither }) => sum + a + neither, 0)).toBe(100_000);
    expect(tallies.get(1)).toEqual({ a: 19_999, b: 0, both: 0, neither: 13_334 });
    if (store.dialect === 'sqlite') {
      const { rows } = await sql<{
        detail: string;
      }>`explain query plan select position, choice, count(*) from ballots
        where issue_id = 1 group by position, choice`.execute(store.db);
      expect(rows.map(row => row.detail).join()).toContain('COVERING INDEX ballots_tally');
    }
  });
});
