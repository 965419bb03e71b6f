import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Dialect } from '../../src/storage/database.ts';
import { prepareIssue } from './approved-issue.ts';

interface RoundDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Databases that all begin the same: one is prepared with an issue for so many readers, every round gets a copy. */
export interface DatabaseCopies {
  copy(): Promise<RoundDatabase>;
  close(): Promise<void>;
}

/** @param server URL of a Postgres account that may create databases; unused for SQLite */
export async function prepareDatabases(
  dialect: Dialect,
  readers: number,
  server: string,
): Promise<DatabaseCopies> {
  return dialect === 'sqlite' ? sqliteCopies(readers) : postgresCopies(readers, server);
}

async function sqliteCopies(readers: number): Promise<DatabaseCopies> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-prove-'));
  const original = join(folder, 'original.db');
  await prepareIssue(`file:${original}`, readers);
  let copies = 0;
  return {
    copy: async () => {
      copies += 1;
      const file = join(folder, `round-${copies}.db`);
      // Its last connection has closed it, so the write-ahead log is empty and the file is whole.
      copyFileSync(original, file);
      const drop = async () => {
        for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
      };
      return { url: `file:${file}`, drop };
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresCopies(readers: number, server: string): Promise<DatabaseCopies> {
  // Names of this process, so that two proofs can share a server.
  const original = `verdicts_prove_${process.pid}_${Date.now().toString(36)}`;
  const urlOf = (name: string) => Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await onServer(server, `create database ${original}`);
  await prepareIssue(urlOf(original), readers);
  let copies = 0;
  return {
    copy: async () => {
      copies += 1;
      const name = `${original}_${copies}`;
      await onServer(server, `create database ${name} template ${original}`);
      return {
        url: urlOf(name),
        drop: () => onServer(server, `drop database if exists ${name} with (force)`),
      };
    },
    close: () => onServer(server, `drop database if exists ${original} with (force)`),
  };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
