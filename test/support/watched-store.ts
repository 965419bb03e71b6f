import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Store } from '../../src/storage/database.ts';
import type { Schema } from '../../src/storage/schema.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { TestStore } from './stores.ts';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** How one statement reads one table: by a key, a stretch of it, or all of it. */
export type Reading = 'key' | 'stretch' | 'all';

/** The same database through a connection of its own, with every statement written down. */
export interface WatchedStore extends Store {
  readonly statements: Statement[];
  /** How a statement would read a table, asked of the database; empty when it does not. */
  readings(statement: Statement, table: string): Promise<Reading[]>;
}

/** For the caller to destroy. */
export function watchedStore(store: TestStore): WatchedStore {
  const statements: Statement[] = [];
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const dialect =
    store.dialect === 'sqlite'
      ? openSqlite(store.url.slice('file:'.length)).dialect
      : new PostgresDialect({ pool: new pg.Pool({ connectionString: store.url, types, max: 2 }) });
  const db = new Kysely<Schema>({
    dialect,
    log: event => void statements.push({ sql: event.query.sql, parameters: event.query.parameters }),
  });
  const readings = store.dialect === 'sqlite' ? sqliteReadings : postgresReadings;
  return {
    db,
    dialect: store.dialect,
    statements,
    readings: async (statement, table) =>
      /^\s*(select|update|delete)/i.test(statement.sql) && statement.sql.includes(table)
        ? readings(db, statement, table)
        : [],
  };
}

async function sqliteReadings(
  db: Kysely<Schema>,
  { sql: text, parameters }: Statement,
  table: string,
): Promise<Reading[]> {
  const plan = await db.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
  );
  const alias = new RegExp(`\\b"?${table}"?(?: as)? "?(?!where|order|group|limit|set|on)(\\w+)"?`, 'i').exec(
    text,
  )?.[1];
  const name = new RegExp(`^(SCAN|SEARCH) (?:${table}${alias === undefined ? '' : `|${alias}`})\\b`);
  return plan.rows.flatMap(({ detail }): Reading[] => {
    const found = name.exec(detail);
    if (!found) return [];
    if (found[1] === 'SCAN') return ['all'];
    return [/=\?/.test(detail) ? 'key' : /[<>]\?/.test(detail) ? 'stretch' : 'key'];
  });
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

async function postgresReadings(
  db: Kysely<Schema>,
  { sql: text, parameters }: Statement,
  table: string,
): Promise<Reading[]> {
  return db.connection().execute(async connection => {
    // Small tables are always read whole unless that is forbidden.
    await sql`set enable_seqscan = off`.execute(connection);
    await sql`set enable_bitmapscan = off`.execute(connection);
    const { rows } = await connection.executeQuery<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
      CompiledQuery.raw(`explain (format json) ${text}`, [...parameters]),
    );
    const nodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
    return rows
      .flatMap(row => row['QUERY PLAN'].flatMap(({ Plan }) => nodes(Plan)))
      .filter(node => node['Relation Name'] === table)
      .map((node): Reading => {
        const condition = node['Index Cond'];
        if (condition === undefined) return node['Node Type'] === 'Seq Scan' ? 'all' : 'key';
        // The highest id is one entry of an index, asked for as `is not null`.
        return / = /.test(condition) || !/[<>]/.test(condition) ? 'key' : 'stretch';
      });
  });
}
