import type { Context } from 'hono';
import { networkOf } from '../../audience/network.ts';
import type { Visitor } from '../../audience/signup.ts';
import { printable } from '../../audience/visible-text.ts';
import { clientAddress } from '../../web/client-address.ts';

const LONGEST_AGENT = 200;

/** Where a request came from, as far as it is kept: never the whole address. */
export function visitorOf(context: Context, trustedProxies: number): Visitor {
  return {
    network: networkOf(clientAddress(context, trustedProxies)),
    userAgent: printable(context.req.header('user-agent') ?? '', LONGEST_AGENT),
  };
}
