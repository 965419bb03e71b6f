import { type Context, Hono, type Next } from 'hono';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { seesOutbox } from '../../newsroom/sees-outbox.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { encodingFor } from './encoding.ts';
import type { DrawnPage, KeptPages } from './kept-pages.ts';

/** Every page that everybody gets alike; `page` is the only part of a query that one of them looks at. */
const PUBLIC = [
  '/',
  '/issues',
  '/issues/:week',
  '/compare/:pair',
  '/how-we-pick',
  '/privacy',
  '/feed.xml',
  '/sitemap.xml',
  '/robots.txt',
  '/share/:file',
  '/.well-known/verdicts-key.json',
];

/**
 * Stands before everything else: a page that is kept is answered from memory, with the headers it was drawn with; one that
 * is not is drawn by the routes behind.
 */
export function keptRoutes(room: PublicRoom, pages: KeptPages): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const answerKept = async (context: Context<WebEnv>, next: Next) => {
    const page = await pages.take(addressOf(room, context), () => drawn(context, next));
    // Not a page, or not for everybody: the routes behind have answered, or do now where another asked for the same.
    if (page === null) return context.finalized ? undefined : next();
    const { body, status, headers } = await page.answer({
      encoding: encodingFor(context.req.header('accept-encoding') ?? ''),
      knownTags: context.req.header('if-none-match') ?? '',
      now: pages.now(),
    });
    const answer = new Response(body, { status, headers });
    if (!context.finalized) return answer;
    // In two steps: setting it over an answer would add that one's headers.
    context.res = undefined;
    context.res = answer;
    return undefined;
  };
  for (const path of PUBLIC) routes.get(path, answerKept);
  return routes;
}

/** Who sits at this machine is led to the outbox: such a page is never shown to anybody else. */
function addressOf(room: PublicRoom, context: Context<WebEnv>): string {
  const { path } = context.req;
  const page = path === '/issues' ? context.req.query('page') : undefined;
  const address = page === undefined ? path : `${path}?page=${page}`;
  return seesOutbox(room, context) ? `here ${address}` : address;
}

/** What the routes behind answer. @returns null for an answer that is not everybody's page */
async function drawn(context: Context<WebEnv>, next: Next): Promise<DrawnPage | null> {
  await next();
  const { res } = context;
  const headers = Object.fromEntries(res.headers);
  const isForEverybody = /^(?:public|no-cache)\b/.test(headers['cache-control'] ?? '');
  if (res.status !== 200 || !isForEverybody || 'set-cookie' in headers) return null;
  return { body: new Uint8Array(await res.arrayBuffer()), headers, freshUntil: context.get('freshUntil') };
}
