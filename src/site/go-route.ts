import { Hono } from 'hono';
import { bareRandomToken, bareToken } from '../audience/bare-token.ts';
import { isWebTarget } from '../issue/go-link.ts';
import { whereLinkLeads } from '../newsroom/go-target.ts';
import type { PublicRoom } from '../newsroom/public-room.ts';
import type { WebEnv } from '../web/web-env.ts';

/** As our own links are made: anything else is not even looked for. */
const TOKEN = /^[\w-]{8,64}$/;

/**
 * `GET /go/:token`: the links of our mails lead on to where the table says, and nowhere else. Nothing is written: clicks are
 * known from the mail API's events alone. No cache keeps it, so that a mended link is mended for everybody at once.
 */
export function goRoute(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/go/:token{[\\s\\S]+}', async context => {
    const target = await targetOf(room, context.req.param('token'));
    if (target === null || !isWebTarget(target)) return context.notFound() as unknown as Response;
    return context.body(null, 302, {
      Location: new URL(target).href,
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
      // The mail's own address tells the other site nothing.
      'Referrer-Policy': 'no-referrer',
    });
  });
  return routes;
}

/** A token may end in `-` or `_`, and so may what is glued to it. */
async function targetOf(room: PublicRoom, pasted: string): Promise<string | null> {
  for (const token of new Set([bareRandomToken(pasted), bareToken(pasted)])) {
    const target = TOKEN.test(token) ? await whereLinkLeads(room, token) : null;
    if (target !== null) return target;
  }
  return null;
}
