import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { openStore, type Store } from '../storage/database.ts';
import { LONG_WORK } from '../storage/postgres-patience.ts';
import { marksBefore } from './marks.ts';
import type { Place } from './place.ts';
import { BEFORE_RESTORE } from './postgres-dump.ts';
import { findProgram, PROGRAM_FOLDERS, startProgram, untilDone } from './postgres-program.ts';
import type { Refusal } from './refusal.ts';

/**
 * The schema `public`: the backup is loaded into a schema of its own, and the two change names in one transaction. What
 * was there stays in the database under another name until somebody drops it.
 */
export function postgresPlace(url: string, now: number, folders = PROGRAM_FOLDERS): Place {
  const stamp = new Date(now).toISOString().replace(/\D/g, '').slice(0, 17);
  const aside = `restoring_${stamp}`;
  const kept = `${BEFORE_RESTORE}${stamp}`;
  return {
    inUse: () => withStore(url, otherUsers),
    marksOfCurrent: () => withStore(url, marksBefore),
    loadAside: async backup => {
      const refusal = await load({ url, backup, aside, folders });
      return refusal ?? openStore(inSchema(url, aside), { patience: LONG_WORK });
    },
    swap: () =>
      withStore(url, async store => {
        await store.db.transaction().execute(async trx => {
          await sql`alter schema public rename to ${sql.id(kept)}`.execute(trx);
          await sql`alter schema ${sql.id(aside)} rename to public`.execute(trx);
        });
        return `schema ${kept}`;
      }),
    cleanUp: () =>
      withStore(url, async store => {
        await sql`drop schema if exists ${sql.id(aside)} cascade`.execute(store.db);
      }),
  };
}

/**
 * Loads the dump in one transaction. Its tables are named `public.…`, so they are made there while what was there bears
 * another name; seen from outside nothing of that happens.
 */
async function load(request: {
  readonly url: string;
  readonly backup: string;
  readonly aside: string;
  readonly folders: readonly string[];
}): Promise<Refusal | null> {
  const { url, backup, aside, folders } = request;
  const restore = findProgram('pg_restore', folders);
  const psql = findProgram('psql', folders);
  if (restore === null || psql === null) {
    return {
      kind: 'refused',
      why: 'pg_restore or psql is not on this machine, so nothing was changed.',
      fix: 'Install the Postgres client (Debian: postgresql-client) and repeat. A dump put back by hand with pg_restore lacks what makes it safe to send from: see docs/delivery.md.',
    };
  }
  const session = startProgram(
    psql,
    ['--no-psqlrc', '--quiet', '--single-transaction', '--set=ON_ERROR_STOP=1', '--file=-'],
    url,
  );
  const { child } = session;
  child.stdout?.resume();
  // A psql that has ended answers the next write with EPIPE; why it ended is in `done`.
  child.stdin?.on('error', () => undefined);
  child.stdin?.write(`alter schema public rename to ${aside}_kept; create schema public;\n`);
  const script = spawn(restore, ['--no-owner', '--no-privileges', '--file=-', backup]);
  if (child.stdin) script.stdout.pipe(child.stdin, { end: false });
  try {
    await Promise.race([untilDone(restore, script), session.done]);
  } catch (error) {
    script.kill();
    // Before its input ends, or psql would take half a dump for a whole one.
    child.kill();
    await session.done.catch(() => undefined);
    return {
      kind: 'refused',
      why: `The backup cannot be loaded: ${whyOf(error)}.`,
      fix: 'Use another backup.',
    };
  }
  child.stdin?.end(`alter schema public rename to ${aside}; alter schema ${aside}_kept rename to public;\n`);
  await session.done;
  return null;
}

function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A connection that was closed a moment ago is listed until its backend has ended. */
const LOOKS = 5;
const BETWEEN_LOOKS_MS = 200;

/** Everybody but ourselves who has a session in this database. */
async function otherUsers(store: Store): Promise<string> {
  for (let look = 1; ; look++) {
    const users = await usersNow(store);
    if (users === '' || look === LOOKS) return users;
    await setTimeout(BETWEEN_LOOKS_MS);
  }
}

async function usersNow(store: Store): Promise<string> {
  const { rows } = await sql<{ who: string; sessions: number }>`
    select coalesce(usename, '?') || case when application_name = '' then '' else ' (' || application_name || ')' end as who,
      cast(count(*) as integer) as sessions
    from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
    group by 1 order by 1`.execute(store.db);
  return rows
    .map(({ who, sessions }) => `${sessions} ${Number(sessions) === 1 ? 'session' : 'sessions'} of ${who}`)
    .join(', ');
}

async function withStore<T>(url: string, act: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(url);
  try {
    return await act(store);
  } finally {
    await store.db.destroy();
  }
}

function inSchema(url: string, schema: string): string {
  const changed = new URL(url);
  changed.searchParams.set('options', `-c search_path=${schema}`);
  return changed.href;
}
