import { type Kysely, sql, type Transaction } from 'kysely';
import type { Dialect, Store } from './database.ts';
import type { Schema } from './schema.ts';

type Migration = (db: Kysely<unknown>, dialect: Dialect) => Promise<void>;

/** Append only: a released migration is never edited. Loaded by the database that lacks it, and by no other start. */
const MIGRATIONS: Readonly<Record<string, () => Promise<Migration>>> = {
  '001-first': async () => (await import('./migrations/001-first.ts')).first,
  '002-feedback': async () => (await import('./migrations/002-feedback.ts')).feedback,
  '003-thin-wire': async () => (await import('./migrations/003-thin-wire.ts')).thinWire,
  '004-cohorts': async () => (await import('./migrations/004-cohorts.ts')).cohorts,
  '005-sign-up': async () => (await import('./migrations/005-sign-up.ts')).signUp,
  '006-ballots': async () => (await import('./migrations/006-ballots.ts')).ballots,
  '007-received-mails': async () => (await import('./migrations/007-received-mails.ts')).receivedMails,
  '008-provider-map': async () => (await import('./migrations/008-provider-map.ts')).providerMap,
  '009-desk': async () => (await import('./migrations/009-desk.ts')).desk,
  '010-wishes': async () => (await import('./migrations/010-wishes.ts')).wishes,
  '011-check': async () => (await import('./migrations/011-check.ts')).check,
  '012-going-out': async () => (await import('./migrations/012-going-out.ts')).goingOut,
  '013-brake': async () => (await import('./migrations/013-brake.ts')).brake,
  '014-generations': async () => (await import('./migrations/014-generations.ts')).generations,
  '020-delayed-sign-ins': async () => (await import('./migrations/020-delayed-sign-ins.ts')).delayedSignIns,
  '021-emptied': async () => (await import('./migrations/021-emptied.ts')).emptied,
  '022-link-requests': async () => (await import('./migrations/022-link-requests.ts')).linkRequests,
  '023-event-counts': async () => (await import('./migrations/023-event-counts.ts')).eventCounts,
  '024-renewals': async () => (await import('./migrations/024-renewals.ts')).renewals,
  '025-catalogue-pulls': async () => (await import('./migrations/025-catalogue-pulls.ts')).cataloguePulls,
  '026-fine-pace': async () => (await import('./migrations/026-fine-pace.ts')).finePace,
  '027-evidence': async () => (await import('./migrations/027-evidence.ts')).evidence,
  '028-blocked': async () => (await import('./migrations/028-blocked.ts')).blocked,
  '029-early-templates': async () => (await import('./migrations/029-early-templates.ts')).earlyTemplates,
  '030-approved-mails': async () => (await import('./migrations/030-approved-mails.ts')).approvedMails,
  '031-drawings': async () => (await import('./migrations/031-drawings.ts')).drawings,
  '032-api': async () => (await import('./migrations/032-api.ts')).api,
  '033-events-out': async () => (await import('./migrations/033-events-out.ts')).eventsOut,
  '034-open-data': async () => (await import('./migrations/034-open-data.ts')).openData,
  '035-issue-changes': async () => (await import('./migrations/035-issue-changes.ts')).issueChanges,
  '036-subject-trials': async () => (await import('./migrations/036-subject-trials.ts')).subjectTrials,
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
  for (const [name, load] of Object.entries(MIGRATIONS)) {
    if (done.has(name)) continue;
    const up = await load();
    await up(trx as unknown as Kysely<unknown>, dialect);
    await sql`insert into migrations (name, applied_at) values (${name}, ${new Date().toISOString()})`.execute(
      trx,
    );
    applied.push(name);
  }
  return applied;
}
