import type { Pool } from 'undici';

/** Requests side by side; the senders' lanes are fewer. */
const CONNECTIONS = 64;

/** With the first post: most commands make none, and undici is a hundred files. */
export async function openPool(origin: string): Promise<Pool> {
  const undici = await import('undici');
  // HTTP/1.1 as the SDK speaks it; one request a connection, so that a slow batch holds up no other.
  return new undici.Pool(origin, { connections: CONNECTIONS, pipelining: 1, allowH2: false });
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
