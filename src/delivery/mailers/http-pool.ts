import { createRequire, Module } from 'node:module';
import type { Pool } from 'undici';

const require = createRequire(import.meta.url);

/** Requests side by side; the senders' lanes are fewer. */
const CONNECTIONS = 64;

/**
 * With the first post: most commands make none. Of undici's hundred files these two and what they need; its index would
 * have a sender hold `fetch`, caches, proxies and mocks too, 15 MB that nothing asks for (docs/decisions/199).
 */
export async function openPool(origin: string): Promise<Pool> {
  http2Later();
  const Pools = require('undici/lib/dispatcher/pool.js') as typeof Pool;
  const request = require('undici/lib/api/api-request.js') as Pool['request'];
  // HTTP/1.1 as the SDK speaks it; one request a connection, so that a slow batch holds up no other.
  const pool = new Pools(origin, { connections: CONNECTIONS, pipelining: 1, allowH2: false });
  // As its index does for all of its kind.
  return Object.assign(pool, { request });
}

/** Undici's own HTTP/2 needs Node's, which takes longer to load than all the rest. Whoever speaks it has it loaded then. */
function http2Later(): void {
  const file = require.resolve('undici/lib/dispatcher/client-h2.js');
  if (require.cache[file]) return;
  const later = new Module(file);
  later.loaded = true;
  later.exports = (...connection: unknown[]) => {
    delete require.cache[file];
    return require(file)(...connection);
  };
  require.cache[file] = later;
}

/** What a page says, on one line. */
export function plainText(page: string): string {
  return page
    .slice(0, 2_000)
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}

/** @returns undefined when it is not JSON */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Names in lower case, each with one value. */
export function oneLine(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** No connection came about, so not a byte left this machine: a clear "not now", which starts no unclear clock. */
export function neverConnected(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  if (fault instanceof AggregateError && fault.errors.length > 0) return fault.errors.every(neverConnected);
  const { code, syscall } = fault as NodeJS.ErrnoException;
  return code === 'UND_ERR_CONNECT_TIMEOUT' || syscall === 'connect' || syscall === 'getaddrinfo';
}

/** Why a request failed, in a line. @throws what is no Error */
export function faultName(fault: unknown): string {
  if (!(fault instanceof Error)) throw fault;
  const { code, message } = fault as NodeJS.ErrnoException;
  return [code, message].filter(Boolean).join(': ') || fault.name;
}
