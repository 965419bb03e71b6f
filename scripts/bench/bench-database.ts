import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../test/support/postgres.ts';

/** Makes an empty database for one run and takes it away again. */
export interface BenchDatabases {
  readonly postgres: boolean;
  fresh(dialect: 'sqlite' | 'postgres'): Promise<{ url: string; drop(): Promise<void> }>;
  stop(): Promise<void>;
}

export async function openBenchDatabases(): Promise<BenchDatabases> {
  const server = await startPostgres();
  if (typeof server === 'string') console.log(`without Postgres: ${server}`);
  let made = 0;
  return {
    postgres: typeof server !== 'string',
    fresh: dialect => {
      made += 1;
      if (dialect === 'sqlite') return Promise.resolve(freshSqlite());
      if (typeof server === 'string') throw new Error('There is no Postgres.');
      return freshPostgres(server, `bench_${process.pid}_${made}`);
    },
    stop: async () => {
      if (typeof server !== 'string') await server.stop();
    },
  };
}

function freshSqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-bench-'));
  const drop = () => Promise.resolve(rmSync(folder, { recursive: true, force: true }));
  return { url: `file:${join(folder, 'verdicts.db')}`, drop };
}

async function freshPostgres(server: PostgresServer, name: string) {
  await runOn(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOn(server.url, `drop database if exists ${name} with (force)`) };
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
