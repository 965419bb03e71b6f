import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { isLocalVisitor, type SiteAddress } from '../machine/local.ts';
import { peerOf } from './client-address.ts';

/** Whether a request comes from this machine itself, without anybody in between. */
export function comesFromHere(context: Context, site: SiteAddress): boolean {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
  return isLocalVisitor(site, {
    peer: peerOf(context),
    host: hostAsked(context),
    headerNames: context.req.raw.headers.keys(),
    httpVersion: incoming?.httpVersion ?? '',
  });
}

/** '' where the request line names one host and the header another. */
function hostAsked(context: Context): string {
  const { hostname } = new URL(context.req.url);
  const header = context.req.header('host');
  return header === undefined || URL.parse(`http://${header}`)?.hostname === hostname ? hostname : '';
}
