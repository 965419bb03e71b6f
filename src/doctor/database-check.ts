import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { whoseTables } from '../backup/tables.ts';
import { CLEAR_SAMPLE, sampleWords } from '../newsroom/sample-run.ts';
import { openStore, type Store } from '../storage/database.ts';
import { lastBackupAt } from '../storage/last-backup.ts';
import { writeMeta } from '../storage/meta.ts';
import { schemaState } from '../storage/migrate.ts';
import { sampleData } from '../storage/sample/sample-data.ts';
import { checkClocks } from './clock-check.ts';
import { type DoctorFinding, failed, ok, unknown, warning, whyOf } from './finding.ts';

const DAY_MS = 24 * 3_600_000;
const MEGABYTE = 1024 ** 2;
/** A send of a million readers writes about this much. */
const ENOUGH_DISK = 1_024 * MEGABYTE;
const HARDLY_ANY_DISK = 100 * MEGABYTE;

/**
 * Whether the database opens, is ours, can be written, is safe against a power cut and has room. Makes and migrates
 * nothing.
 * @param isReal whether mail leaves this machine
 */
export async function checkDatabase(url: string, now: number, isReal = false): Promise<DoctorFinding[]> {
  const file = url.startsWith('file:') ? url.slice('file:'.length) : '';
  if (file !== '' && !existsSync(file)) {
    const fix = 'The first start creates it. If there should be one already, check DATABASE_URL.';
    return [warning('database', `there is none at ${file} yet`, fix)];
  }
  let store: Store | undefined;
  try {
    store = openStore(url);
    return [...(await checkOpened(store, file, now)), ...(isReal ? await checkSample(store) : [])];
  } catch (error) {
    return [
      failed(
        'database',
        `cannot be opened: ${whyOf(error)}`,
        'Check DATABASE_URL, and that the database is running.',
      ),
    ];
  } finally {
    await store?.db.destroy();
  }
}

async function checkOpened(store: Store, file: string, now: number): Promise<DoctorFinding[]> {
  const whose = await whoseTables(store);
  if (whose === 'none') return [warning('database', 'opens, and is empty', 'The first start fills it.')];
  if (whose === 'foreign') {
    return [
      failed('database', 'it holds another program’s tables', 'Point DATABASE_URL at a database of its own.'),
    ];
  }
  const schema = await checkSchema(store);
  return [
    schema,
    await checkWriting(store),
    ...(schema.state === 'ok' ? await checkClocks(store, now) : []),
    ...(store.dialect === 'sqlite' ? await checkSqlite(store) : await checkPostgres(store)),
    file === ''
      ? unknown('disk', 'the database server’s disk cannot be seen from here', 'Check it on the server.')
      : checkDisk(file),
    await checkLastBackup(store, now),
  ];
}

async function checkSchema(store: Store): Promise<DoctorFinding> {
  switch (await schemaState(store)) {
    case 'current':
      return ok('database', `opens, its tables are current (${store.dialect})`);
    case 'behind':
      return warning('database', 'its tables are older than the program', 'The next start updates them.');
    case 'ahead':
      return failed('database', 'a newer version of the program wrote it', 'Update the program.');
  }
}

async function checkWriting(store: Store): Promise<DoctorFinding> {
  const undo = new Error('undo');
  try {
    await store.db.transaction().execute(async trx => {
      await writeMeta({ db: trx, dialect: store.dialect }, 'doctor', 'was here');
      throw undo;
    });
  } catch (error) {
    if (error !== undo) {
      return failed(
        'database writing',
        whyOf(error),
        'Give the account this program runs under permission to write to it.',
      );
    }
  }
  return ok('database writing', 'can be written');
}

async function checkSqlite(store: Store): Promise<DoctorFinding[]> {
  const one = async (pragma: string) => {
    const { rows } = await sql<Record<string, unknown>>`${sql.raw(`pragma ${pragma}`)}`.execute(store.db);
    return Object.values(rows[0] ?? {}).join();
  };
  const [journal, synchronous, whole] = [
    await one('journal_mode'),
    await one('synchronous'),
    await one('quick_check(1)'),
  ];
  const found = `journal ${journal}, synchronous ${synchronous === '2' ? 'full' : synchronous}`;
  return [
    journal === 'wal' && synchronous === '2'
      ? ok('database safety', found)
      : failed(
          'database safety',
          found,
          'Keep the file on a local disk: WAL does not work on network drives.',
        ),
    whole === 'ok'
      ? ok('database file', 'whole')
      : failed('database file', `damaged: ${whole}`, 'Stop everything and restore the last backup.'),
  ];
}

/** A commit that a power cut takes back may be a seal: the batch would be posted again under another key. */
async function checkPostgres(store: Store): Promise<DoctorFinding[]> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')
    order by name`.execute(store.db);
  const found = rows.map(({ name, setting }) => `${name} ${setting}`).join(', ');
  const fix = 'Turn it on in postgresql.conf: after a power cut a lost commit would mean double mail.';
  return [
    rows.some(({ setting }) => setting === 'off')
      ? failed('database safety', found, fix)
      : ok('database safety', found),
  ];
}

function checkDisk(file: string): DoctorFinding {
  const { bavail, bsize } = statfsSync(dirname(file));
  const free = bavail * bsize;
  const found = `${Math.floor(free / MEGABYTE)} MB free beside a database of ${Math.ceil(statSync(file).size / MEGABYTE)} MB`;
  const fix = 'Make room where the database is: a full disk stops the send in the middle.';
  if (free < HARDLY_ANY_DISK) return failed('disk', found, fix);
  return free < ENOUGH_DISK ? warning('disk', found, fix) : ok('disk', found);
}

async function checkLastBackup(store: Store, now: number): Promise<DoctorFinding> {
  const taken = await lastBackupAt(store);
  const fix = 'Run: verdicts backup --out FILE, every night and before every update.';
  if (taken === null) return warning('backup', 'none has ever been taken', fix);
  const days = Math.floor((now - taken) / DAY_MS);
  const found = `the last was started ${new Date(taken).toISOString()}`;
  return days > 7 ? warning('backup', `${found}, ${days} days ago`, fix) : ok('backup', found);
}

/** Nothing where the tables are not ours, or older than what it reads. */
async function checkSample(store: Store): Promise<DoctorFinding[]> {
  if ((await whoseTables(store)) !== 'ours' || (await schemaState(store)) !== 'current') return [];
  const sample = await sampleData(store);
  if (sample === null) return [ok('sample data', 'none')];
  const found = `${sampleWords(sample)} in the database of a real provider`;
  return [failed('sample data', found, CLEAR_SAMPLE)];
}
