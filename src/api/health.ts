import { Hono } from 'hono';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { schemaState } from '../storage/migrate.ts';
import type { WebEnv } from '../web/web-env.ts';

/** A database that has not answered by then, ms, does not answer. */
const PATIENCE_MS = 3_000;

/** For load balancers and people at night: is the process alive, and can it serve? Never cached. */
export function health(room: Newsroom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const ask = onceAtATime(() => schemaState(room.store));
  routes.get('/healthz', context => context.json({ status: 'ok' }, 200, NEVER_CACHED));
  routes.get('/readyz', async context => {
    const { database, schema } = await readinessOf(ask, room.log, context.get('requestId'));
    const ready = database === 'ok' && schema === 'current';
    return context.json(
      { status: ready ? 'ready' : 'not ready', database, schema },
      ready ? 200 : 503,
      NEVER_CACHED,
    );
  });
  return routes;
}

const NEVER_CACHED = { 'Cache-Control': 'no-store' };

interface Readiness {
  readonly database: 'ok' | 'unreachable';
  /** `behind`: migrations are missing; `ahead`: a newer version of the program wrote it. */
  readonly schema: 'current' | 'behind' | 'ahead' | 'unknown';
}

type Schema = Awaited<ReturnType<typeof schemaState>>;

async function readinessOf(
  ask: () => Promise<Schema>,
  log: Newsroom['log'],
  request: string,
): Promise<Readiness> {
  const clock = new AbortController();
  try {
    return { database: 'ok', schema: await Promise.race([ask(), tooLate(clock.signal)]) };
  } catch (error) {
    log.error({ err: error, request }, 'the database did not say whether it is ready');
    return { database: 'unreachable', schema: 'unknown' };
  } finally {
    clock.abort();
  }
}

/** Whoever asks meanwhile shares the answer: a database that is silent must not be asked over every connection we have. */
function onceAtATime<T>(question: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= question().finally(() => {
      asked = undefined;
    });
    return asked;
  };
}

function tooLate(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`No answer from the database in ${PATIENCE_MS} ms.`)),
      PATIENCE_MS,
    );
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}
