import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The address a request came from, '' when unknown. `X-Forwarded-For` is believed for as many hops as TRUST_PROXY says
 * and no further: what stands left of those was written by the visitor.
 */
export function clientAddress(context: Context, trustedProxies: number): string {
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map(withoutPort);
  const hops = [...forwarded.filter(hop => hop !== ''), peerOf(context)];
  return hops.at(-1 - trustedProxies) ?? hops[0] ?? '';
}

/** Who opened the connection; '' for requests that come through no socket (in tests). */
export function peerOf(context: Context): string {
  const bindings = context.env as { readonly incoming?: unknown } | undefined;
  return bindings?.incoming === undefined ? '' : (getConnInfo(context).remote.address ?? '');
}

/** Some proxies write `192.0.2.1:40000`, `[2001:db8::1]:443` or the address in quotation marks. */
function withoutPort(hop: string): string {
  const bare = hop.trim().replace(/^"(.*)"$/, '$1');
  return /^\[(.*)\](?::\d*)?$/.exec(bare)?.[1] ?? /^(\d{1,3}(?:\.\d{1,3}){3}):\d*$/.exec(bare)?.[1] ?? bare;
}
