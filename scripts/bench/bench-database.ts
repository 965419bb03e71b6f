import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../test/support/postgres.ts';

/** A database for one run. */
export interface BenchDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Makes databases for single runs. */
export interface BenchDatabases {
  readonly postgres: boolean;
  /** An empty one. */
  fresh(dialect: 'sqlite' | 'postgres'): Promise<BenchDatabase>;
  /** One like this one, which nobody has open; it is on the disk when it is handed out. */
  copyOf(url: string): Promise<BenchDatabase>;
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
    copyOf: async url => {
      made += 1;
      if (url.startsWith('file:')) return copySqlite(url);
      if (typeof server === 'string') throw new Error('There is no Postgres.');
      const template = new URL(url).pathname.slice(1);
      return freshPostgres(server, `bench_${process.pid}_${made}`, template);
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

/** Flushed, so that the first commit of the run does not wait for the copying. */
async function copySqlite(url: string) {
  const copy = freshSqlite();
  for (const end of ['', '-wal']) {
    const [from, to] = [url, copy.url].map(each => each.slice('file:'.length) + end);
    if (!from || !to || !existsSync(from)) continue;
    await copyFile(from, to);
    const file = await open(to, 'r+');
    await file.sync();
    await file.close();
  }
  return copy;
}

async function freshPostgres(server: PostgresServer, name: string, template = 'template1') {
  await runOn(server.url, `create database ${name} template ${template}`);
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
