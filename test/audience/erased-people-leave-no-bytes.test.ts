import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { importSubscribers } from '../../src/audience/import.ts';
import { signToken } from '../../src/audience/token.ts';
import { erasePerson } from '../../src/newsroom/audience/person-acts.ts';
import { recordAct } from '../../src/newsroom/audience/record-act.ts';
import { cleanFile } from '../../src/newsroom/clean-file.ts';
import { forget } from '../../src/readers/preferences/forget.ts';
import { keepSignupRequest } from '../../src/storage/audience/signup-requests.ts';
import { importTarget } from '../../src/storage/audience/subscriber-import.ts';
import { suppress } from '../../src/storage/audience/suppressions.ts';
import { openStore, type Store } from '../../src/storage/database.ts';
import { sweepFile } from '../../src/storage/file-sweep.ts';
import { openCli } from '../support/cli.ts';
import { fixedClock } from '../support/clock.ts';
import { everyRow } from '../support/every-row.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores, openSqliteStore } from '../support/stores.ts';
import { addAnn, addIssue, addMail, EMAIL, NOW } from './person-to-erase.ts';

/** Her address in any spelling, her name, and what her visits told. */
const ANN = /annalee|192\.0\.2\.77|Firefox/i;
const EDITOR = 'editor@example.com';

/** Ann, wherever a person can be; between strangers, so that her rows share pages with theirs. */
async function addAnnEverywhere(app: TestApp): Promise<number> {
  const { store } = app;
  const strangers = Array.from({ length: 300 }, (_, n) => `reader${n}@example.com,Reader ${n},confirmed`);
  const csv = (rows: string[]) => Readable.from([Buffer.from(`email,name,status\n${rows.join('\n')}\n`)]);
  const deps = { target: importTarget(store), now: app.now };
  const words = { consent: 'They agreed.' };
  await importSubscribers(deps, csv(strangers.slice(0, 150)), words);
  const id = await addAnn(store);
  await importSubscribers(deps, csv([`${EMAIL},Annalee Lee,confirmed`, ...strangers.slice(150)]), words);
  const issue = await addIssue(store, id, { state: 'submitted', sealed: true }, 'sent');
  await store.db
    .updateTable('deliveries')
    .set({ name: 'Annalee Lee' })
    .where('subscriber_id', '=', id)
    .execute();
  for (const state of ['pending', 'submitted', 'rejected', 'uncertain']) await addMail(store, state, state);
  await store.db
    .updateTable('single_mails')
    .set({ kind: 'correction', week: '2026-W10', dedupe: `correction:2026-W10:${id}` })
    .where('dedupe', '=', 'pending')
    .execute();
  await addTraces(store, id, issue);
  await suppress(store, { email: EMAIL, reason: 'hard_bounce', detail: `550 no ${EMAIL}`, at: NOW });
  await recordAct(app, EDITOR, 'suppressed', `subscriber ${id}: ${EMAIL} asked for it`);
  return id;
}

/** What her visits and her vote left, and a sign-up on its way in. */
async function addTraces(store: Store, id: number, issueId: number): Promise<void> {
  const click = { data: { click: { ipAddress: '192.0.2.77', userAgent: 'Firefox', link: 'x' } } };
  await store.db
    .insertInto('mail_events')
    .values({
      ...{
        event_id: 'e',
        at: NOW,
        received_at: NOW,
        type: 'email.clicked',
        provider_id: 'p',
        about: 'delivery',
      },
      ...{ issue_id: issueId, seq: 2, single_id: null, body: JSON.stringify(click), try_at: NOW },
      ...{ applied_at: NOW, result: 'applied' },
    })
    .execute();
  await store.db
    .insertInto('ballots')
    .values({
      ...{ issue_id: issueId, position: 1, subscriber_id: id, choice: 'a', cast_at: NOW, changed_at: NOW },
      ...{ network: '192.0.2.77', window_at: NOW },
    })
    .execute();
  await keepSignupRequest(store, {
    ...{ email: EMAIL, dedupeKey: 'annalee@example.com', name: 'Annalee Lee', timezone: '', interests: [] },
    ...{ source: 'form', wording: 'Yes', evidence: { ip: '192.0.2.77' }, createdAt: NOW, dueAt: NOW },
  });
}

const fileOf = (url: string) => url.slice('file:'.length);

/**
 * Every byte of the database's files, as letters. Read by another process: a file that is closed here takes SQLite's own
 * locks on it along (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 */
function bytesOf(url: string): string {
  const files = ['', '-wal', '-shm', '-journal'].map(end => fileOf(url) + end).filter(existsSync);
  return execFileSync('cat', files, { encoding: 'latin1', maxBuffer: 1 << 28 });
}

const WAYS = {
  'the reader': async (app: TestApp, id: number) =>
    forget(app, signToken(app.keyring.current, 'preferences', String(id))),
  'the desk': async (app: TestApp, id: number) => erasePerson(app, EDITOR, id),
  'the command line': async (app: TestApp, _id: number, url: string) => {
    const cli = openCli({ DATABASE_URL: url, OUTBOX_DIR: app.outbox });
    const { code, stdout, stderr } = await cli.run('subscribers', 'erase', EMAIL);
    expect(code, stderr).toBe(0);
    return stdout.startsWith('Erased.') ? 'erased' : stdout;
  },
};

describeStores('somebody erased', (open, dialect) => {
  it.each(Object.entries(WAYS))(
    'by %s stands in no row any more, and after a stop in no byte of the file',
    { timeout: 60_000 },
    async (_by, eraseBy) => {
      const store = await open();
      const app = await openTestApp(store, fixedClock('2026-11-26T09:00:00Z'));
      const id = await addAnnEverywhere(app);
      expect(JSON.stringify(await everyRow(store))).toMatch(ANN);
      if (dialect === 'sqlite') expect(bytesOf(store.url)).toMatch(ANN);

      expect(await eraseBy(app, id, store.url)).toBe('erased');
      expect(JSON.stringify(await everyRow(store))).not.toMatch(ANN);
      await cleanFile(app, 'at the end');
      await store.db.destroy();
      if (dialect === 'sqlite') expect(bytesOf(store.url)).not.toMatch(ANN);
    },
  );
});

it('what an earlier version left in the free space of a file goes once, before a server begins', async () => {
  const store = await openSqliteStore();
  const before = new DatabaseSync(fileOf(store.url));
  const insert = before.prepare('insert into meta (key, value) values (?, ?)');
  for (let n = 0; n < 500; n++) insert.run(`x${n}`, `Annalee${'.'.repeat(n)}`);
  before.exec("delete from meta where key like 'x%'; pragma wal_checkpoint(truncate)");
  before.close();
  expect(bytesOf(store.url)).toMatch(ANN);
  const sweep = () => sweepFile(store, { now: NOW, mostBytes: Number.POSITIVE_INFINITY });
  expect(await sweep()).toMatchObject({ kind: 'swept' });
  expect(bytesOf(store.url)).not.toMatch(ANN);
  expect(await sweep()).toEqual({ kind: 'clean' });
});

it('a file is never rewritten while mails are under way, while another process writes, or when it is too large now', async () => {
  const store = await openSqliteStore();
  const hasty = openStore(store.url, { lockedMs: 100 });
  onTestFinished(() => hasty.db.destroy());
  const id = await addAnn(store);
  const sweep = (mostBytes = Number.POSITIVE_INFINITY) => sweepFile(hasty, { now: NOW, mostBytes });
  expect(await sweep(1_000)).toMatchObject({ kind: 'large' });

  const issue = await addIssue(store, id, { state: 'submitting', sealed: true }, 'sending');
  expect(await sweep()).toMatchObject({ kind: 'being_sent' });
  await store.db.updateTable('issues').set({ state: 'sent' }).where('id', '=', issue).execute();
  const mail = await addMail(store, 'confirm', 'submitting');
  await store.db
    .updateTable('single_mails')
    .set({ lease_until: NOW + 1 })
    .execute();
  expect(await sweep()).toMatchObject({ kind: 'being_sent' });
  await store.db.updateTable('single_mails').set({ lease_until: 0 }).where('id', '=', mail.id).execute();

  const other = new DatabaseSync(fileOf(store.url));
  other.exec('begin immediate');
  expect(await sweep()).toMatchObject({ kind: 'busy' });
  other.exec('rollback');
  // A reader of an older state: the file may be rewritten, but the journal cannot be emptied.
  other.exec('begin; select * from subscribers');
  expect(await sweep()).toMatchObject({ kind: 'busy' });
  other.exec('rollback');
  other.close();
  expect(await sweep()).toMatchObject({ kind: 'swept' });
  expect(await sweep()).toEqual({ kind: 'clean' });
});
