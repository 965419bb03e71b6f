import { type Context, Hono, type Next } from 'hono';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { seesOutbox } from '../../newsroom/sees-outbox.ts';
import { stamped, unstamped } from '../../readers/signup/form-stamp.ts';
import { pagesVersion } from '../../storage/issue/pages-version.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { encodingFor } from './encoding.ts';
import { type Filling, KeptPage } from './kept-page.ts';
import { PageShelf } from './page-shelf.ts';

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
];
/** A page is drawn anew after this long even when nothing is known to have changed, ms. */
const LONGEST_MS = 60_000;
/** Some 500 comparisons with their pictures. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Public pages as finished bytes. Stands before everything else: a page that is kept is answered from memory, with the
 * headers it was drawn with; one that is not is drawn by the routes behind, once for all who ask for it at that moment.
 * Kept pages are dropped, in every process, when the database says that what they show has changed.
 */
export function keptPages(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const shelf = new PageShelf(MOST_BYTES);
  const version = onceAtATime(pagesVersion(room.store));
  const filling: Filling = {
    fill: html => stamped(html, room.keyring, room.now()),
    blank: unstamped,
  };
  const answerKept = async (context: Context<WebEnv>, next: Next) => {
    const now = room.now();
    // While the database does not answer, what is kept is true enough for the rest of its minute.
    const current = await version().catch(() => null);
    const page = await shelf.take(keyOf(room, context), current, now, () =>
      draw(context, next, { now, filling }),
    );
    // Not a page, or not for everybody: the routes behind have answered, or do now where another asked for the same.
    if (page === null) return context.finalized ? undefined : next();
    const answer = await page.answer({
      encoding: encodingFor(context.req.header('accept-encoding') ?? ''),
      knownTags: context.req.header('if-none-match') ?? '',
      now,
    });
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
function keyOf(room: PublicRoom, context: Context<WebEnv>): string {
  const { path } = context.req;
  const page = path === '/issues' ? context.req.query('page') : undefined;
  const key = page === undefined ? path : `${path}?page=${page}`;
  return seesOutbox(room, context) ? `here ${key}` : key;
}

/** Lets the routes behind answer. @returns null for an answer that is not everybody's page */
async function draw(
  context: Context<WebEnv>,
  next: Next,
  { now, filling }: { readonly now: number; readonly filling: Filling },
): Promise<KeptPage | null> {
  await next();
  const { res } = context;
  const headers = Object.fromEntries(res.headers);
  const isForEverybody = /^(?:public|no-cache)\b/.test(headers['cache-control'] ?? '');
  if (res.status !== 200 || !isForEverybody || 'set-cookie' in headers) return null;
  const until = Math.min(now + LONGEST_MS, context.get('freshUntil') ?? Number.POSITIVE_INFINITY);
  const body = new Uint8Array(await res.arrayBuffer());
  return new KeptPage({ body, headers }, { drawnAt: now, until, filling });
}

/** One question at a time, whoever asks meanwhile gets the same answer. */
function onceAtATime<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<T> | undefined;
  return () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
