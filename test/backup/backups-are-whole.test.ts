import { copyFileSync, existsSync, mkdtempSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { lostBy, readMarks } from '../../src/backup/marks.ts';
import { dumpPostgres } from '../../src/backup/postgres-dump.ts';
import { restoreBackup } from '../../src/backup/restore.ts';
import { takeBackup } from '../../src/backup/take-backup.ts';
import { openStore, type Store } from '../../src/storage/database.ts';
import { singleMailStore } from '../../src/storage/delivery/single-mails.ts';
import { recordActivity } from '../../src/storage/issue/activity.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { lastBackupAt } from '../../src/storage/last-backup.ts';
import { installationId } from '../../src/storage/meta.ts';
import { fixedClock } from '../support/clock.ts';
import { addApprovedIssue, addReaders, WEEK } from '../support/frozen-issue.ts';
import { describeStores, type OpenStore, type TestStore } from '../support/stores.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
const GAP = 1_000_000;

function somewhere(): string {
  return join(mkdtempSync(join(tmpdir(), 'verdicts-backup-')), 'nightly.backup');
}

async function started(open: OpenStore): Promise<TestStore> {
  const store = await open({ alone: true });
  await installationId(store);
  await addReaders(store, 25, clock);
  await addApprovedIssue(store, clock);
  return store;
}

const restore = (databaseUrl: string, backup: string, force = false) =>
  restoreBackup({ databaseUrl, backup, force, neverSealed: 'pending', now: clock.now() });

async function addSubscriber(store: Store): Promise<number> {
  const { id } = await store.db
    .insertInto('subscribers')
    .values({
      email: 'late@example.com',
      dedupe_key: 'late@example.com',
      state: 'pending',
      source: 'test',
      created_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

describeStores('a backup', (open, dialect) => {
  it('counts as the last one from when it is whole, with the instant it was begun', async () => {
    const store = await started(open);
    const take = (out: string, now: number) => takeBackup({ databaseUrl: store.url, out, now });
    expect(await lastBackupAt(store)).toBe(null);
    await take(somewhere(), clock.now());
    expect(await lastBackupAt(store)).toBe(clock.now());
    // Copied, but its name is taken by a folder.
    await expect(take(mkdtempSync(join(tmpdir(), 'verdicts-taken-')), clock.now() + 1_000)).rejects.toThrow();
    expect(await lastBackupAt(store)).toBe(clock.now());
  });

  it('holds what is committed and comes back on an empty database, with the approval taken back', async () => {
    const store = await started(open);
    const out = somewhere();
    const outcome = await takeBackup({ databaseUrl: store.url, out, now: clock.now() });
    expect(outcome).toEqual({ kind: 'taken', file: out, bytes: statSync(out).size });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(existsSync(`${out}.unfinished`)).toBe(false);

    const place = await open({ migrated: false });
    await place.db.destroy();
    expect(await restore(place.url, out)).toMatchObject({
      kind: 'restored',
      takenAt: clock.now(),
      issues: [{ week: WEEK, was: 'approved', state: 'held', sealed: 0, neverSealed: 0 }],
    });
    const back = place.another();
    expect((await readMarks(back)).installation).toBe(await installationId(store));
    expect(await back.db.selectFrom('subscribers').selectAll().orderBy('id').execute()).toEqual(
      await store.db.selectFrom('subscribers').selectAll().orderBy('id').execute(),
    );
    expect(await issueStore(back).find(WEEK)).toMatchObject({ state: 'held', approval: null });
  });

  it('gives no id again that the lost database may have given out', async () => {
    const store = await started(open);
    const out = somewhere();
    await takeBackup({ databaseUrl: store.url, out, now: clock.now() });
    const place = await open({ migrated: false });
    await place.db.destroy();
    await restore(place.url, out);
    const back = place.another();
    expect(await addSubscriber(back)).toBeGreaterThan(GAP);
    const mail = {
      kind: 'notice',
      dedupe: 'n',
      to: 'a@example.com',
      week: '',
      subject: '',
      html: '',
      text: '',
    } as const;
    await singleMailStore(back).enqueue({ ...mail, headers: {} }, clock.now());
    const { id } = await back.db.selectFrom('single_mails').select('id').executeTakeFirstOrThrow();
    expect(id).toBeGreaterThan(GAP);
  });

  it('counts the key of a queued single mail from the backup on', async () => {
    const store = await started(open);
    const mail = {
      kind: 'notice',
      dedupe: 'n',
      to: 'a@example.com',
      week: '',
      subject: '',
      html: '',
      text: '',
    } as const;
    await singleMailStore(store).enqueue({ ...mail, headers: {} }, clock.now());
    const out = somewhere();
    await takeBackup({ databaseUrl: store.url, out, now: clock.now() });
    const place = await open({ migrated: false });
    await place.db.destroy();
    await restore(place.url, out);
    const claimed = await singleMailStore(place.another()).claim({
      owner: 'sender',
      now: clock.now() + 1,
      leaseMs: 1_000,
      provider: 'resend',
      keyOf: () => 'key',
    });
    expect(claimed).toMatchObject({ to: 'a@example.com', unclearSince: clock.now() });
  });

  it('is refused by a database that somebody uses, and forcing does not help', async () => {
    const store = await started(open);
    const out = somewhere();
    await takeBackup({ databaseUrl: store.url, out, now: clock.now() });
    for (const force of [false, true]) {
      expect(await restore(store.url, out, force)).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('in use') as string,
      });
    }
    expect(await issueStore(store).find(WEEK)).toMatchObject({ state: 'approved' });
  });

  it('takes the place of the database it was made of, unless that has gone on since', async () => {
    const store = await started(open);
    const out = somewhere();
    await takeBackup({ databaseUrl: store.url, out, now: clock.now() });
    await recordActivity(store, {
      at: clock.now(),
      week: '',
      who: 'test',
      action: 'later',
      detail: '',
      contentHash: '',
    });
    await store.db.destroy();
    const refused = await restore(store.url, out);
    expect(refused).toMatchObject({
      kind: 'refused',
      why: 'The database has what the backup lacks: log entries: 1 against 0 in the backup.',
    });
    const untouched = store.another();
    expect(await issueStore(untouched).find(WEEK)).toMatchObject({ state: 'approved' });
    await untouched.db.destroy();

    const forced = await restore(store.url, out, true);
    expect(forced).toMatchObject({
      kind: 'restored',
      kept: expect.stringMatching(/before.restore/) as string,
    });
    const back = store.another();
    expect(await issueStore(back).find(WEEK)).toMatchObject({ state: 'held' });
    const kept = forced.kind === 'restored' ? forced.kept : '';
    const before = dialect === 'sqlite' ? openStore(`file:${kept}`) : back;
    const table = dialect === 'sqlite' ? 'activity' : `${kept.replace('schema ', '')}.activity`;
    const { rows } = await sql<{ action: string }>`select action from ${sql.table(table)}`.execute(before.db);
    expect(rows).toEqual([{ action: 'later' }]);
    if (dialect === 'sqlite') await before.db.destroy();
  });

  it('of another installation takes nobody’s place', async () => {
    const [store, other] = [await started(open), await started(open)];
    const out = somewhere();
    await takeBackup({ databaseUrl: store.url, out, now: clock.now() });
    await other.db.destroy();
    expect(await restore(other.url, out)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('another installation') as string,
    });
  });

  it('that is cut off changes nothing', async () => {
    const store = await started(open);
    const out = somewhere();
    await takeBackup({ databaseUrl: store.url, out, now: clock.now() });
    const cut = `${out}.cut`;
    copyFileSync(out, cut);
    truncateSync(cut, Math.floor(statSync(out).size / 2));
    await store.db.destroy();
    expect(await restore(store.url, cut, true)).toMatchObject({ kind: 'refused' });
    expect(await issueStore(store.another()).find(WEEK)).toMatchObject({ state: 'approved' });
  });

  it('leaves no half-written file behind when it fails', async () => {
    const empty = await open({ migrated: false });
    const out = somewhere();
    await expect(takeBackup({ databaseUrl: empty.url, out, now: clock.now() })).rejects.toThrow();
    expect(readdirSync(join(out, '..'))).toEqual([]);
  });

  if (dialect === 'postgres') {
    it('says which command to run where pg_dump is not installed', async () => {
      const store = await started(open);
      expect(await dumpPostgres(store.url, somewhere(), ['/nowhere'])).toMatchObject({
        kind: 'refused',
        fix: expect.stringContaining('pg_dump --format=custom') as string,
      });
    });
  } else {
    it('is taken while another connection writes, and a copied live file is not taken for one', async () => {
      const store = await started(open);
      const writer = store.another();
      const out = somewhere();
      const [outcome] = await Promise.all([
        takeBackup({ databaseUrl: store.url, out, now: clock.now() }),
        addSubscriber(writer),
      ]);
      expect(outcome).toMatchObject({ kind: 'taken' });
      const file = store.url.slice('file:'.length);
      const place = await open({ migrated: false });
      await place.db.destroy();
      expect(await restore(place.url, file)).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('not a backup') as string,
      });
    });
  }
});

it('finds what a backup lacks, and nothing where it has it all', () => {
  const marks = { installation: 'one', takenAt: null, grown: { subscribers: 3, suppressions: 1 } };
  expect(lostBy(marks, marks)).toEqual([]);
  expect(lostBy(marks, { ...marks, grown: { subscribers: 9, suppressions: 0 } })).toEqual([
    'suppressions: 1 against 0 in the backup',
  ]);
  expect(
    lostBy({ ...marks, grown: { subscribers: 0, suppressions: 0 } }, { ...marks, installation: 'two' }),
  ).toEqual([]);
});
