import { sql } from 'kysely';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/storage/database.ts';
import { DatabaseFault } from '../../src/storage/database-fault.ts';
import { EVERYDAY } from '../../src/storage/postgres-patience.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { tcpProxy } from '../support/tcp-proxy.ts';

/** Longer than a busy machine may stand still. */
const HASTY = { ...EVERYDAY, silentMs: 1_000 };

function open(url: string, options: Parameters<typeof openStore>[1] = { patience: HASTY }): Store {
  const store = openStore(url, options);
  onTestFinished(() => store.db.destroy());
  return store;
}

const one = (store: Store) =>
  sql<{ one: number }>`select 1 as one`.execute(store.db).then(({ rows }) => rows);
const setting = (store: Store, name: string) =>
  sql<{ value: string }>`select current_setting(${name}) as value`
    .execute(store.db)
    .then(({ rows }) => rows[0]?.value);

/** A role of its own that may have so many connections; gone after the test. */
async function limitedRole(store: TestStore, connections: number): Promise<string> {
  const name = `few_${Math.random().toString(36).slice(2)}`;
  await sql.raw(`create role ${name} login password 'few' connection limit ${connections}`).execute(store.db);
  // The test's own database is gone by then.
  const server = new URL(store.url);
  server.pathname = '/postgres';
  const admin = new pg.Client({ connectionString: server.href });
  onTestFinished(async () => {
    await admin.connect();
    await admin.query(`drop role ${name}`);
    await admin.end();
  });
  const url = new URL(store.url);
  url.username = name;
  url.password = 'few';
  return url.href;
}

describeStores('a connection to the database', (openTest, dialect) => {
  const onPostgres = it.runIf(dialect === 'postgres');

  onPostgres(
    'that goes silent fails its statement in words, and the next one gets a new connection',
    async () => {
      const proxy = await tcpProxy((await openTest({ alone: true })).url);
      const store = open(proxy.url);
      await one(store);
      proxy.forget();

      await expect(one(store)).rejects.toThrow(
        /did not answer for 1 s on an open connection, so it was closed/,
      );
      await expect(one(store)).resolves.toEqual([{ one: 1 }]);
    },
  );

  onPostgres('that goes silent is told of with the end of the wait, once for all that do', async () => {
    const proxy = await tcpProxy((await openTest({ alone: true })).url);
    const notices: [string, number | undefined][] = [];
    const store = open(proxy.url, {
      patience: { ...EVERYDAY, silentMs: 3_500 },
      onNotice: (...notice) => notices.push(notice as [string, number | undefined]),
    });
    await Promise.all(Array.from({ length: 5 }, () => sql`select pg_sleep(0.05)`.execute(store.db)));
    expect(notices).toEqual([]);
    proxy.forget();

    await Promise.allSettled(Array.from({ length: 5 }, () => one(store)));

    expect(notices).toEqual([[expect.stringMatching(/^Postgres does not answer; /), 500]]);
  });

  onPostgres('that goes silent in a transaction tells that, not that it cannot roll back', async () => {
    const proxy = await tcpProxy((await openTest({ alone: true })).url);
    const store = open(proxy.url);

    const writing = store.db.transaction().execute(async trx => {
      await sql`create table lost (n int)`.execute(trx);
      proxy.forget();
      await sql`insert into lost values (1)`.execute(trx);
    });

    await expect(writing).rejects.toThrow(DatabaseFault);
    await expect(one(store)).resolves.toEqual([{ one: 1 }]);
  });

  onPostgres('that goes silent while all are in use keeps nobody out for good', async () => {
    const proxy = await tcpProxy((await openTest({ alone: true })).url);
    const store = open(proxy.url);
    await Promise.all(Array.from({ length: 10 }, () => sql`select pg_sleep(0.05)`.execute(store.db)));
    proxy.forget();

    const lost = await Promise.allSettled(Array.from({ length: 30 }, () => one(store)));

    expect(lost.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    await expect(one(store)).resolves.toEqual([{ one: 1 }]);
  });

  onPostgres('that is silent keeps nobody from closing', async () => {
    const proxy = await tcpProxy((await openTest({ alone: true })).url);
    const store = openStore(proxy.url, { patience: { ...EVERYDAY, silentMs: 0 } });
    let asked: Promise<unknown> = Promise.resolve();
    await new Promise<void>(began => {
      asked = store.db.transaction().execute(async trx => {
        await sql`select 1`.execute(trx);
        proxy.forget();
        began();
        await sql`select 2`.execute(trx);
      });
    });
    const told = expect(asked).rejects.toThrow(/terminated/);

    await store.db.destroy();

    await told;
  });

  onPostgres('that the server ends while it is in use, or idle, ends no process', async () => {
    const { url } = await openTest({ alone: true });
    const proxy = await tcpProxy(url);
    const store = open(proxy.url);
    await one(store);
    const using = sql`select pg_sleep(5)`.execute(store.db);
    const told = expect(using).rejects.toThrow();
    await expect.poll(() => proxy.openConnections()).toBe(1);
    proxy.breakOff();
    await told;
    await one(store);
    proxy.breakOff();
    await expect.poll(() => one(store).catch(() => 'not yet')).toEqual([{ one: 1 }]);
  });

  onPostgres('has limits at the server too, except where the server has some of its own', async () => {
    const { url } = await openTest({ alone: true });
    const store = open(url);
    expect(await setting(store, 'statement_timeout')).toBe('45s');
    expect(await setting(store, 'lock_timeout')).toBe('20s');
    expect(await setting(store, 'idle_in_transaction_session_timeout')).toBe('1min');
    expect(await setting(store, 'tcp_keepalives_idle')).toBe('30');

    const stricter = open(
      `${url}?options=${encodeURIComponent('-c statement_timeout=5s -c lock_timeout=1s')}`,
    );
    expect(await setting(stricter, 'statement_timeout')).toBe('5s');
    expect(await setting(stricter, 'lock_timeout')).toBe('1s');
  });

  onPostgres('of a role that may have three takes turns with two others, and says so once', async () => {
    const url = await limitedRole(await openTest({ alone: true }), 3);
    const notices: string[] = [];
    const store = open(url, { onNotice: notice => notices.push(notice) });

    const answers = await Promise.all(Array.from({ length: 40 }, () => one(store)));

    expect(answers).toHaveLength(40);
    expect(notices).toEqual([expect.stringContaining('Postgres refused a further connection')]);
  });

  onPostgres('that is not to be had because others have them all is told with what to do', async () => {
    const url = await limitedRole(await openTest({ alone: true }), 1);
    const other = open(url);
    await one(other);

    await expect(one(open(url, { patience: { ...EVERYDAY, connectMs: 1_500 } }))).rejects.toThrow(
      /gives this program no connection \(too many connections for role .*connection limit 20/,
    );
  });

  onPostgres(
    'to a server that is down, and to a database that is gone, is told with what to do',
    async () => {
      const { url } = await openTest({ alone: true });
      const gone = new URL(url);
      gone.pathname = '/nobody_has_this';
      await expect(one(open(gone.href))).rejects.toThrow(/has no such database .* restore the last backup/);
      const down = new URL(url);
      down.port = '1';
      await expect(one(open(down.href))).rejects.toThrow(/does not listen at 127\.0\.0\.1:1\. Start it/);
    },
  );
});
