import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The address a request came from, '' when unknown. `X-Forwarded-For` is believed for as many hops as TRUST_PROXY says
 * and no further: what stands left of those was written by the visitor.
 */
export function clientAddress(context: Context, trustedProxies: number): string {
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map(hop => hop.trim());
  const hops = [...forwarded.filter(hop => hop !== ''), peerOf(context)];
  return hops.at(-1 - trustedProxies) ?? hops[0] ?? '';
}

/** Requests that come through no socket (in tests) have none. */
function peerOf(context: Context): string {
  const bindings = context.env as { readonly incoming?: unknown } | undefined;
  return bindings?.incoming === undefined ? '' : (getConnInfo(context).remote.address ?? '');
}
