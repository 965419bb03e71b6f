import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { runOnServer } from './migrated-templates.ts';

/** Databases on the run's Postgres server: made from the migrated template, and emptied for the next test of the file. */
export interface PostgresDatabases {
  /** @returns the url of an empty database, migrated or without any table */
  take(migrated: boolean): Promise<string>;
  /** Makes it ready for the next test where its schema is still the template's, else drops it. */
  giveBack(url: string): Promise<void>;
  dropAll(): Promise<void>;
}

export function postgresDatabases(serverUrl: string, template: string): PostgresDatabases {
  const free: string[] = [];
  const fresh = new Map<string, string>();
  return {
    take: async migrated => {
      const used = migrated ? free.pop() : undefined;
      if (used !== undefined) return used;
      const name = `verdicts_test_${randomBytes(6).toString('hex')}`;
      await runOnServer(serverUrl, `create database ${name}${migrated ? ` template ${template}` : ''}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      if (migrated) fresh.set(url.href, await onDatabase(url.href, shapeOf));
      return url.href;
    },
    giveBack: async url => {
      const shape = fresh.get(url);
      if (shape !== undefined && (await onDatabase(url, empty).catch(() => '')) === shape) free.push(url);
      else await drop(serverUrl, url);
    },
    dropAll: async () => {
      for (const url of free.splice(0)) await drop(serverUrl, url);
    },
  };
}

function drop(serverUrl: string, url: string): Promise<void> {
  return runOnServer(serverUrl, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}

/** Ends whoever is still connected, empties every table and sets every counter back. @returns the shape it has then */
async function empty(client: pg.Client): Promise<string> {
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
      coalesce((select string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default), ','
        order by table_name, column_name) from information_schema.columns where table_schema = 'public'), '') ||
      coalesce((select string_agg(indexdef, ',' order by indexname) from pg_indexes where schemaname = 'public'), '') ||
      coalesce((select string_agg(name, ',' order by name) from migrations), '')) as shape`);
  return rows[0]?.shape ?? '';
}

async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
