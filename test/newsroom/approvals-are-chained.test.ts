import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { programNamed } from '../../src/issue/actor.ts';
import { brokenChain } from '../../src/issue/approval-chain.ts';
import { chained, isPerson } from '../../src/issue/approval-record.ts';
import { editWords } from '../../src/newsroom/editing/edit-words.ts';
import { exportApprovals } from '../../src/newsroom/export-approvals.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { testSend } from '../../src/newsroom/test-send.ts';
import type { Store } from '../../src/storage/database.ts';
import { recordActivity } from '../../src/storage/issue/activity.ts';
import { openWeek, SECOND } from '../desk/desk-week.ts';
import { EARLIER, fetchedIssue, publishedIssues, WEEK } from '../open-data/published-issue.ts';
import { fixedClock } from '../support/clock.ts';
import { EDITOR } from '../support/desk.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const never = new AbortController().signal;

/** Runs the script that anybody may check an export with. */
async function script(...documents: unknown[]): Promise<{ code: number; said: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-approvals-'));
  const files = documents.map((document, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(document));
    return file;
  });
  const run = promisify(execFile)(process.execPath, [
    join(PROJECT_ROOT, 'scripts/verify-approvals.mjs'),
    ...files,
  ]);
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, said: error.stdout }),
  );
}

describeStores('the record of an approval', open => {
  it('says who changed, tested, ticked and approved which bytes, and nothing of readers', async () => {
    const { app, clock, act, issue } = await openWeek(await open());
    await editWords(app, await act(SECOND), { subject: 'A word of our own' });
    clock.advance(1_000);
    await testSend(app, WEEK, { to: ['ada@readers.example', EDITOR], who: EDITOR, signal: never });
    await recordActivity(app.store, {
      at: clock.now(),
      week: WEEK,
      who: 'key Nightly',
      action: 'changed',
      detail: 'preheader for ada@readers.example',
      contentHash: 'h',
    });
    clock.advance(1_000);
    const approved = await approveWeek(app, WEEK, EDITOR);

    const { records, faults, issues, head } = await exportApprovals(app, null);
    const [{ record, hash } = { record: undefined, hash: '' }] = records;
    expect(faults).toEqual([]);
    expect(head).toBe(hash);
    expect(record).toMatchObject({
      week: WEEK,
      issue: 1,
      contentHash: approved.kind === 'approved' ? approved.hash : '',
      approvedBy: EDITOR,
      through: 'command line',
      approvedAt: '2026-11-25T09:00:02.000Z',
    });
    expect(record?.ticked.length).toBe(approved.kind === 'approved' ? approved.warnings.length : -1);
    expect(record?.ticked.length).toBeGreaterThan(0);
    expect(record?.trail.map(({ who, by, action }) => [who, by, action])).toEqual([
      ['schedule', 'program', 'picked'],
      [SECOND, 'person', 'changed'],
      [EDITOR, 'person', 'test send'],
      ['key Nightly', 'program', 'changed'],
      [EDITOR, 'person', 'approved'],
    ]);
    const [, changed, tested] = record?.trail ?? [];
    expect(changed?.contentHash).toBe((await issue()).approval?.hash);
    expect(tested).toMatchObject({ detail: '2 addresses, react', contentHash: changed?.contentHash });
    expect(JSON.stringify(records)).not.toContain('readers.example');
    // Whatever a program is called, it passes for nobody.
    for (const name of ['a@b.example', 'editor@example.com', ' x@y'])
      expect(isPerson(programNamed(name))).toBe(false);
    expect(issues).toMatchObject([{ week: WEEK, state: 'approved', sentAt: null, unchained: [] }]);
  });

  it('covers the one before, and begins where that one ended', async () => {
    const { app, act } = await openWeek(await open());
    await approveWeek(app, WEEK, EDITOR);
    await editWords(app, await act(SECOND), { subject: 'Another word' });
    await steerWeek(app, WEEK, 'hold', EDITOR, 'not yet');
    await approveWeek(app, WEEK, SECOND);

    const { records, faults } = await exportApprovals(app, WEEK);
    expect(faults).toEqual([]);
    expect(records.map(({ number, previous }) => [number, previous])).toEqual([
      [1, '0'.repeat(64)],
      [2, records[0]?.hash],
    ]);
    expect(records[1]?.record?.trail.map(({ action }) => action)).toEqual(['changed', 'held', 'approved']);
    expect(records[1]?.record?.contentHash).not.toBe(records[0]?.record?.contentHash);
  });

  it('is named by the public data of its issue, and checked by the script alone', async () => {
    const { app, web } = await publishedIssues(await open());
    const exported = await exportApprovals(app, null);
    const { document } = await fetchedIssue(web);

    expect(document.approval).toEqual({
      contentHash: exported.records[1]?.record?.contentHash,
      approvedAt: exported.records[1]?.record?.approvedAt,
      record: { number: 2, hash: exported.head },
    });
    expect(exported.issues).toMatchObject([
      { week: EARLIER, state: 'sent', contentHash: exported.records[0]?.record?.contentHash },
      { week: WEEK, sentAt: '2026-11-26T09:00:00.000Z' },
    ]);
    expect(await script(exported, document)).toEqual({
      code: 0,
      said: `2 records hold; head ${exported.head}\n`,
    });
    expect((await script(await exportApprovals(app, WEEK), document)).code).toBe(0);
    const later = { ...document, approval: { ...document.approval, approvedAt: '2026-11-26T10:00:00.000Z' } };
    expect(await script(exported, later)).toEqual({
      code: 1,
      said: `${WEEK}: the site names another approval\n`,
    });
  });

  it('gives away any row that is changed, taken out or put in', async () => {
    const store = await open();
    const { app } = await publishedIssues(store);
    const good = await exportApprovals(app, null);
    const chain = store.db.updateTable('approval_records');
    const [first] = good.records;
    const later = first!.record!.approvedAt.replace('09:', '08:');
    const changes: (() => Promise<unknown>)[] = [
      () =>
        chain
          .set({ record: JSON.stringify({ ...first!.record, approvedAt: later }) })
          .where('number', '=', 1)
          .execute(),
      () =>
        chain
          .set({ hash: 'f'.repeat(64) })
          .where('number', '=', 1)
          .execute(),
      () =>
        chain
          .set({ previous: 'f'.repeat(64) })
          .where('number', '=', 2)
          .execute(),
      () => chain.set({ week: WEEK }).where('number', '=', 1).execute(),
      () => chain.set({ number: 3 }).where('number', '=', 2).execute(),
      () => store.db.deleteFrom('approval_records').where('number', '=', 1).execute(),
      () =>
        store.db.updateTable('activity').set({ who: 'somebody' }).where('action', '=', 'picked').execute(),
      () => store.db.deleteFrom('activity').where('action', '=', 'approved').execute(),
      () => store.db.updateTable('approvals').set({ approved_by: SECOND }).execute(),
      () => store.db.deleteFrom('approvals').execute(),
    ];
    const keep = ['approval_records', 'activity', 'approvals'] as const;
    for (const [index, change] of changes.entries()) {
      const rows = await Promise.all(keep.map(table => store.db.selectFrom(table).selectAll().execute()));
      await change();
      const bad = await exportApprovals(app, null);
      expect(bad.faults.length, String(index)).toBeGreaterThan(0);
      // The script knows the chain alone, as whoever is given an export does.
      if (index < 6 && index !== 3) expect((await script(bad)).code, String(index)).toBe(1);
      for (const [at, table] of keep.entries()) {
        await store.db.deleteFrom(table).execute();
        for (const row of rows[at] ?? []) await put(store, table, row);
      }
      expect((await exportApprovals(app, null)).faults, String(index)).toEqual([]);
    }
  });

  it('is listed as none where an approval is older than the chain', async () => {
    const store = await open();
    const { app } = await publishedIssues(store);
    await store.db.deleteFrom('approval_records').execute();
    const { web } = await reopened(store);

    const { records, issues, faults } = await exportApprovals(app, WEEK);
    expect([records, faults]).toEqual([[], []]);
    expect(issues[0]?.unchained).toMatchObject([
      { approvedBy: EDITOR, approvedAt: '2026-11-26T09:00:00.000Z' },
    ]);
    expect((await fetchedIssue(web)).document.approval).toMatchObject({ record: null });
  });

  it('takes its turn where two issues are approved at once', async () => {
    const store = await open();
    const { app } = await openWeek(store);
    await pickWeek(app, '2026-W49', 'schedule');
    const other = await openTestApp(store.another(), fixedClock('2026-11-25T09:00:00Z'));
    const outcomes = await Promise.all([
      approveWeek(app, WEEK, EDITOR),
      approveWeek(other, '2026-W49', EDITOR),
    ]);

    expect(outcomes.map(({ kind }) => kind)).toEqual(['approved', 'approved']);
    const { records, faults } = await exportApprovals(app, null);
    expect([records.map(({ number }) => number), faults]).toEqual([[1, 2], []]);
  });
});

it('is checked in whatever order its keys stand', async () => {
  const record = { b: [1, { d: null, c: 'é' }], a: '' };
  const chain = chained(record, null);
  const turned = { ...chain, record: { a: '', b: [1, { c: 'é', d: null }] } };

  expect(brokenChain([turned])).toEqual([]);
  expect((await script({ records: [turned], head: chain.hash })).code).toBe(0);
});

async function reopened(store: Store) {
  const clock = fixedClock('2026-12-01T09:00:00Z');
  return { web: await createWebApp(await openTestApp(store, clock)) };
}

/** A row as it was, with its own number. */
async function put(store: Store, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = sql.join(Object.keys(row).map(name => sql.ref(name)));
  const values = sql.join(Object.values(row));
  const own = store.dialect === 'postgres' && 'id' in row ? sql`overriding system value` : sql``;
  await sql`insert into ${sql.table(table)} (${columns}) ${own} values (${values})`.execute(store.db);
}
