import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { brotliCompressSync, constants } from 'node:zlib';
import { earlierBuild } from './build.ts';
import { sendHalf } from './half-sent.ts';
import { APPROVED, HALF_SENT, PLACE, SENT } from './place.ts';
import { issueMail, letOneWait, letReadersAct, mailTo, PENDING_FILE, readersFile } from './readers-act.ts';

/** A week in the life of an earlier build, ended by a SIGKILL; what it left behind is packed into `out`. */
export async function makeFixture(options: {
  readonly build: string;
  readonly out: string;
  readonly postgres?: string;
}): Promise<void> {
  const folder = resolve(options.build);
  const work = mkdtempSync(join(tmpdir(), 'verdicts-earlier-'));
  const outbox = join(work, 'outbox');
  const file = join(work, 'verdicts.db');
  const build = earlierBuild(folder, {
    ...PLACE,
    DATABASE_URL: options.postgres ?? `file:${file}`,
    OUTBOX_DIR: outbox,
  });
  const by = ['--by', PLACE.EDITORS];
  const readers = join(work, 'readers.csv');
  const pending = join(work, 'pending.csv');
  writeFileSync(readers, readersFile());
  writeFileSync(pending, PENDING_FILE);
  const consent = ['--confirmed', '--consent', 'Yes, send me the weekly verdicts.'];
  await build.run('2026-11-18T10:00:00Z', 'subscribers', 'import', readers, ...consent);
  await build.run('2026-11-19T07:00:00Z', 'subscribers', 'import', pending);
  await build.run('2026-11-19T08:30:00Z', 'pick', '--week', SENT);
  await build.run('2026-11-19T08:40:00Z', 'approve', '--week', SENT, ...by);
  await build.run('2026-11-19T09:00:05Z', 'send', '--week', SENT);
  await letReadersAct(build, '2026-11-19T12:00:00Z', outbox);
  await letOneWait(build, '2026-11-25T18:00:00Z', outbox);
  await build.run('2026-11-26T08:00:00Z', 'pick', '--week', HALF_SENT);
  await build.run('2026-11-26T08:10:00Z', 'approve', '--week', HALF_SENT, ...by);
  await build.run('2026-11-26T08:20:00Z', 'pick', '--week', APPROVED);
  await build.run('2026-11-26T08:30:00Z', 'approve', '--week', APPROVED, ...by);
  await sendHalf(build, folder, work);
  const database = options.postgres ? dumped(options.postgres) : copied(file, work);
  pack(options.out, {
    [options.postgres ? 'database.sql' : 'database.sqlite']: database,
    'mail-api.jsonl': readFileSync(join(work, 'mail-api.jsonl')),
    [`${HALF_SENT}-reader1.json`]: readFileSync(join(work, 'mail.json')),
    [`${SENT}-reader1.eml`]: issueMail(outbox, 1),
    [`${SENT}-reader2.eml`]: issueMail(outbox, 2),
    'confirmation-waits.eml': mailTo(outbox, 'confirm', 'waits@readers.example'),
    'welcome-grace.eml': mailTo(outbox, 'welcome', 'grace@readers.example'),
  });
  rmSync(work, { recursive: true });
}

/** Also what the killed process left in the `-wal`. */
function copied(file: string, work: string): Buffer {
  const database = new DatabaseSync(file);
  const copy = join(work, 'copy.db');
  database.exec(`vacuum into '${copy}'`);
  database.close();
  return readFileSync(copy);
}

/** As rows that any client can run: without the lines that only psql understands. */
function dumped(url: string): string {
  const args = ['--no-owner', '--no-privileges', '--rows-per-insert=100', `--dbname=${url}`];
  const sql = execFileSync('pg_dump', args, { encoding: 'utf8', maxBuffer: 100_000_000 });
  return sql
    .split('\n')
    .filter(line => !line.startsWith('\\'))
    .join('\n');
}

function pack(out: string, files: Readonly<Record<string, string | Buffer>>): void {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    if (content.length === 0) throw new Error(`There is no ${name}.`);
    writeFileSync(join(out, `${name}.br`), brotliCompressSync(content, WIDE));
  }
}

/** The mails of an issue differ by little, and stand further apart than a small window sees. */
const WIDE = { params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS } };
