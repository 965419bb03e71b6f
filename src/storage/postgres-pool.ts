import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import type { DatabaseWatch } from './database-fault.ts';
import { isNoMoreConnections, postgresFault, silentFault } from './postgres-fault.ts';
import { EVERYDAY, limitsAsSql, type PostgresPatience } from './postgres-patience.ts';

const require = createRequire(import.meta.url);

/** Connections of one process at most; each is opened when it is needed and closed after ten idle seconds. */
const MOST_CONNECTIONS = 10;
/** Idle connections are asked for a sign of life this often: it also keeps firewalls from forgetting them. */
const KEEP_ALIVE_AFTER_MS = 10_000;
/** Once the server has refused one, only after this long are more asked for than it gave. */
const MODEST_FOR_MS = 60_000;
const ASK_AGAIN_MS = 250;
/** A statement that has no answer by then is told of, before whoever watches must wonder. */
const TELL_AFTER_MS = 3_000;
/** Closing waits this long for who still uses a connection, and then takes it away. */
const CLOSE_MS = 1_000;

export interface PostgresOptions extends DatabaseWatch {
  readonly patience?: PostgresPatience;
}

/** Connections that come to an end: a statement without an answer, a server without room, and a close all have a limit. */
export function openPostgres(url: string, options: PostgresOptions = {}): PostgresPool {
  const { patience = EVERYDAY } = options;
  // Only who has a Postgres pays for it.
  const { Pool, TypeOverrides, types: known } = require('pg') as typeof pg;
  const onSilence = silenceTeller(options.onNotice);
  // Times and ids are bigint columns far below 2^53; pg's default of strings would poison every sum.
  const types = new TypeOverrides();
  types.setTypeParser(known.builtins.INT8, Number);
  const open = new Set<pg.PoolClient>();
  const limits = limitsAsSql(patience);
  const pool = new Pool({
    connectionString: url,
    types,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: patience.connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    // Its promise is waited for, whatever the types say.
    onConnect: client =>
      answered(client, { text: limits, silentMs: patience.connectMs }) as unknown as undefined,
  });
  // A connection that the server ends, in use or idle, would otherwise be an unhandled 'error' event and kill the
  // process. Who uses it is told by the statement that fails.
  pool.on('error', () => undefined);
  pool.on('connect', client => {
    client.on('error', () => undefined);
    open.add(client);
  });
  pool.on('remove', client => void open.delete(client));
  const connect = modestly(pool, url, { ...options, onSilence });
  return {
    options: pool.options,
    connect: async () => watched(await connect(), patience.silentMs, onSilence),
    end: () => close(pool, open),
  };
}

/** Where the server gives fewer connections than we would take, those that it gave are taken in turn. */
function modestly(
  pool: pg.Pool,
  url: string,
  {
    patience = EVERYDAY,
    onNotice,
    onSilence,
  }: PostgresOptions & { readonly onSilence: (leftMs: number) => void },
) {
  return async (): Promise<pg.PoolClient> => {
    const since = performance.now();
    for (;;) {
      try {
        return await told(onSilence, patience.connectMs, () => pool.connect());
      } catch (error) {
        if (!isNoMoreConnections(error)) throw postgresFault(error, url);
        if (pool.totalCount > 0 && pool.totalCount < pool.options.max) {
          if (pool.options.max === MOST_CONNECTIONS) askForMoreLater(pool, onNotice);
          pool.options.max = pool.totalCount;
        } else {
          if (performance.now() - since >= patience.connectMs) throw postgresFault(error, url);
          await sleep(ASK_AGAIN_MS);
        }
      }
    }
  };
}

function askForMoreLater(pool: pg.Pool, onNotice: DatabaseWatch['onNotice']): void {
  onNotice?.(
    `Postgres refused a further connection: fewer than ${MOST_CONNECTIONS} take turns, which is slower (connection limit of the role, max_connections)`,
  );
  setTimeout(() => {
    pool.options.max = MOST_CONNECTIONS;
  }, MODEST_FOR_MS).unref();
}

const watchedClients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

function watched(
  client: pg.PoolClient,
  silentMs: number,
  onSilence: (leftMs: number) => void,
): PostgresPoolClient {
  const known = watchedClients.get(client);
  if (known) return known;
  const query = (text: string, parameters: readonly unknown[]) =>
    answered(client, { text, parameters, silentMs, onSilence });
  const made: PostgresPoolClient = {
    // Its other form, with a cursor, is used by nobody.
    query: query as PostgresPoolClient['query'],
    release: destroy => client.release(destroy),
  };
  watchedClients.set(client, made);
  return made;
}

/** One statement; without an answer its connection is cut off. pg's own limit would hand that on to the next as it is. */
async function answered<Row>(
  client: pg.ClientBase,
  statement: {
    readonly text: string;
    readonly parameters?: readonly unknown[];
    readonly silentMs: number;
    readonly onSilence?: (leftMs: number) => void;
  },
): Promise<PostgresQueryResult<Row>> {
  const { text, parameters = [], silentMs, onSilence = () => undefined } = statement;
  let isSilent = false;
  const late =
    silentMs > 0 &&
    setTimeout(() => {
      isSilent = true;
      cut(client);
    }, silentMs);
  try {
    const answer = told(onSilence, silentMs, () => client.query(text, parameters as unknown[]));
    return (await answer) as unknown as PostgresQueryResult<Row>;
  } catch (error) {
    throw isSilent ? silentFault(silentMs, error) : error;
  } finally {
    if (late) clearTimeout(late);
  }
}

/** @param limitMs after which it is given up; 0 for never */
async function told<T>(
  onSilence: (leftMs: number) => void,
  limitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  if (limitMs <= TELL_AFTER_MS) return work();
  const timer = setTimeout(onSilence, TELL_AFTER_MS, limitMs - TELL_AFTER_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

/** Several connections mostly go silent together: that is told once. */
function silenceTeller(onNotice: DatabaseWatch['onNotice']): (leftMs: number) => void {
  let toldUntil = 0;
  return leftMs => {
    const until = performance.now() + leftMs;
    if (until - toldUntil < TELL_AFTER_MS) return;
    toldUntil = until;
    onNotice?.('Postgres does not answer; what it was asked is given up when its time is over', leftMs);
  };
}

/** Without a farewell, which nobody would hear: whoever waits for an answer of it is told at once. */
function cut(client: pg.ClientBase): void {
  const { connection } = client as unknown as {
    readonly connection: { readonly stream: { destroy(): void } };
  };
  connection.stream.destroy();
}

async function close(pool: pg.Pool, open: ReadonlySet<pg.PoolClient>): Promise<void> {
  // Also those that were told to end and got no answer to that: they would keep the process alive.
  setTimeout(() => {
    for (const client of open) cut(client);
  }, CLOSE_MS).unref();
  await pool.end();
}
