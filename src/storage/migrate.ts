import { type Kysely, sql, type Transaction } from 'kysely';
import type { Dialect, Store } from './database.ts';
import { first } from './migrations/001-first.ts';
import { feedback } from './migrations/002-feedback.ts';
import { thinWire } from './migrations/003-thin-wire.ts';
import { cohorts } from './migrations/004-cohorts.ts';
import { signUp } from './migrations/005-sign-up.ts';
import { ballots } from './migrations/006-ballots.ts';
import { receivedMails } from './migrations/007-received-mails.ts';
import { providerMap } from './migrations/008-provider-map.ts';
import { desk } from './migrations/009-desk.ts';
import { wishes } from './migrations/010-wishes.ts';
import { check } from './migrations/011-check.ts';
import { goingOut } from './migrations/012-going-out.ts';
import { brake } from './migrations/013-brake.ts';
import { generations } from './migrations/014-generations.ts';
import { delayedSignIns } from './migrations/020-delayed-sign-ins.ts';
import { emptied } from './migrations/021-emptied.ts';
import { linkRequests } from './migrations/022-link-requests.ts';
import { eventCounts } from './migrations/023-event-counts.ts';
import { renewals } from './migrations/024-renewals.ts';
import { cataloguePulls } from './migrations/025-catalogue-pulls.ts';
import { finePace } from './migrations/026-fine-pace.ts';
import { evidence } from './migrations/027-evidence.ts';
import type { Schema } from './schema.ts';

/** Append only: a released migration is never edited. */
const MIGRATIONS: Readonly<Record<string, (db: Kysely<unknown>, dialect: Dialect) => Promise<void>>> = {
  '001-first': first,
  '002-feedback': feedback,
  '003-thin-wire': thinWire,
  '004-cohorts': cohorts,
  '005-sign-up': signUp,
  '006-ballots': ballots,
  '007-received-mails': receivedMails,
  '008-provider-map': providerMap,
  '009-desk': desk,
  '010-wishes': wishes,
  '011-check': check,
  '012-going-out': goingOut,
  '013-brake': brake,
  '014-generations': generations,
  '020-delayed-sign-ins': delayedSignIns,
  '021-emptied': emptied,
  '022-link-requests': linkRequests,
  '023-event-counts': eventCounts,
  '024-renewals': renewals,
  '025-catalogue-pulls': cataloguePulls,
  '026-fine-pace': finePace,
  '027-evidence': evidence,
};

/** Any number nobody else uses: the advisory lock that makes concurrent starts take turns on Postgres. */
const MIGRATION_LOCK = 7_241_993;

export type MigrationOutcome =
  | { readonly kind: 'ready'; readonly applied: readonly string[] }
  | { readonly kind: 'newer'; readonly unknown: readonly string[] };

/**
 * Brings the schema up to this version, forward only, in one transaction: a kill in the middle leaves what was there.
 * Safe when several processes start at once. Kysely's own Migrator is not used because it takes no lock on SQLite
 * (its adapter says "SQLite only has one connection", which two processes disprove).
 * @returns `newer` when the database was written by a later version of the program; nothing was changed then.
 * @throws when a migration fails; the database is as it was before.
 */
export function migrate(store: Store): Promise<MigrationOutcome> {
  return store.db.transaction().execute(async trx => {
    if (store.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(trx);
    await sql`create table if not exists migrations (name text primary key, applied_at text not null)`.execute(
      trx,
    );
    const { rows } = await sql<{ name: string }>`select name from migrations`.execute(trx);
    const done = rows.map(row => row.name);
    const unknown = done.filter(name => !(name in MIGRATIONS));
    if (unknown.length > 0) return { kind: 'newer', unknown };
    return { kind: 'ready', applied: await applyMissing(trx, store.dialect, new Set(done)) };
  });
}

/** How the database's schema compares with what this version of the program knows. Reads only. */
export async function schemaState(store: Store): Promise<'current' | 'behind' | 'ahead'> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(store.db);
  const done = new Set(rows.map(row => row.name));
  if ([...done].some(name => !(name in MIGRATIONS))) return 'ahead';
  return Object.keys(MIGRATIONS).every(name => done.has(name)) ? 'current' : 'behind';
}

async function applyMissing(trx: Transaction<Schema>, dialect: Dialect, done: ReadonlySet<string>) {
  const applied: string[] = [];
  for (const [name, up] of Object.entries(MIGRATIONS)) {
    if (done.has(name)) continue;
    await up(trx as unknown as Kysely<unknown>, dialect);
    await sql`insert into migrations (name, applied_at) values (${name}, ${new Date().toISOString()})`.execute(
      trx,
    );
    applied.push(name);
  }
  return applied;
}
