import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openStore } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';

/** Migrated once a run, copied for every test: running all migrations for each of them was a third of their time. */
export interface MigratedTemplates {
  /** A SQLite file. */
  readonly sqlite: string;
  /** Name of a database on the run's Postgres; '' where there is none. */
  readonly postgres: string;
}

/** @param postgresUrl of the run's server; null for none */
export async function makeTemplates(
  postgresUrl: string | null,
): Promise<MigratedTemplates & { drop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-template-'));
  const sqlite = join(folder, 'verdicts.db');
  await migrateAt(`file:${sqlite}`);
  const postgres = postgresUrl === null ? '' : `verdicts_template_${randomBytes(6).toString('hex')}`;
  if (postgresUrl !== null) {
    await runOnServer(postgresUrl, `create database ${postgres}`);
    const url = new URL(postgresUrl);
    url.pathname = `/${postgres}`;
    await migrateAt(url.href);
  }
  return {
    sqlite,
    postgres,
    drop: async () => {
      rmSync(folder, { recursive: true, force: true });
      if (postgresUrl !== null) await runOnServer(postgresUrl, `drop database if exists ${postgres}`);
    },
  };
}

async function migrateAt(url: string): Promise<void> {
  const store = openStore(url);
  try {
    await migrate(store);
  } finally {
    await store.db.destroy();
  }
}

export async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
