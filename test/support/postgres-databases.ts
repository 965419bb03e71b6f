import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { runOnServer } from './migrated-templates.ts';

/** Databases on the run's Postgres server: made from the migrated template, and emptied for the next test of the file. */
export interface PostgresDatabases {
  /**
   * @param alone no connection of ours stays with it
   * @returns the url of an empty database, migrated or without any table
   */
  take(options: { readonly migrated: boolean; readonly alone: boolean }): Promise<string>;
  /** Makes it ready for the next test where its schema is still the template's, else drops it. */
  giveBack(url: string): Promise<void>;
  dropAll(): Promise<void>;
}

export function postgresDatabases(serverUrl: string, template: string): PostgresDatabases {
  const free: string[] = [];
  const fresh = new Map<string, Caretaker>();
  const leave = async (url: string) => {
    await fresh.get(url)?.client.end();
    fresh.delete(url);
  };
  const drop = async (url: string) => {
    await leave(url);
    await runOnServer(serverUrl, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
  };
  return {
    take: async ({ migrated, alone }) => {
      const used = migrated && !alone ? free.pop() : undefined;
      if (used !== undefined) return used;
      const name = `verdicts_test_${randomBytes(6).toString('hex')}`;
      await runOnServer(serverUrl, `create database ${name}${migrated ? ` template ${template}` : ''}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      if (migrated && !alone) fresh.set(url.href, await caretaker(url.href));
      return url.href;
    },
    giveBack: async url => {
      const { client, shape } = fresh.get(url) ?? {};
      if (client && (await empty(client).catch(() => '')) === shape) free.push(url);
      else await drop(url);
    },
    dropAll: async () => {
      for (const url of free.splice(0)) await drop(url);
      // Those of tests that failed are kept.
      for (const url of [...fresh.keys()]) await leave(url);
    },
  };
}

/** Connected for as long as the database is there: a new connection has to read the whole catalogue again. */
interface Caretaker {
  readonly client: pg.Client;
  readonly shape: string;
}

async function caretaker(url: string): Promise<Caretaker> {
  const client = new pg.Client({ connectionString: url });
  // A test may end every connection of its database.
  client.on('error', () => undefined);
  await client.connect();
  return { client, shape: await shapeOf(client) };
}

/** Long after which a connection that was closed is gone on any machine, in looks of a few milliseconds. */
const LOOKS = 400;

/**
 * Who was told to close is connected for a moment still. To be ended by force meanwhile would be a fault that nobody
 * catches.
 */
async function untilAlone(client: pg.Client): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const { rowCount } = await client.query(`select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`);
    if (rowCount === 0) return;
    await setTimeout(5);
  }
}

/** Ends whoever is still connected, empties every table and sets every counter back. @returns the shape it has then */
async function empty(client: pg.Client): Promise<string> {
  await untilAlone(client);
  await client.query(`
    select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
  await client.query(`
    do $$
    declare each record; filled boolean;
    begin
      for each in select tablename as name from pg_tables
        where schemaname = 'public' and tablename <> 'migrations'
      loop
        execute format('select exists (select 1 from %I)', each.name) into filled;
        if filled then execute format('truncate %I', each.name); end if;
      end loop;
      for each in select sequencename as name from pg_sequences
        where schemaname = 'public' and last_value is not null
      loop
        execute format('alter sequence %I restart', each.name);
      end loop;
    end $$`);
  return shapeOf(client);
}

/** Tables, columns, indexes and the list of migrations, as one text. */
async function shapeOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ shape: string }>(`
    select md5(
      coalesce((select string_agg(concat_ws(' ', relname, attname, atttypid, attnotnull, pg_get_expr(adbin, adrelid)), ','
        order by relname, attnum)
        from pg_class join pg_attribute on attrelid = pg_class.oid
          left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped), '') ||
      coalesce((select string_agg(indexdef, ',' order by indexname) from pg_indexes where schemaname = 'public'), '') ||
      coalesce((select string_agg(name, ',' order by name) from migrations), '')) as shape`);
  return rows[0]?.shape ?? '';
}
