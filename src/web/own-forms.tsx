import type { Context, MiddlewareHandler } from 'hono';
import { Said } from '../../templates/said.tsx';
import { Notice } from './notice.tsx';
import { printed } from './printed.tsx';
import type { WebEnv, WebRoom } from './web-env.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Mail clients and the mail API have no page of ours behind them; the sign-up form also stands on pages of others, and
 * whoever lost a link stands on a page that sends no referrer. */
const OPEN_TO_ALL = /^\/(?:unsubscribe\/.*|hooks\/[^/]*|subscribe|lost-link)$/;

/**
 * Here the token in the address decides: a foreign page cannot know it. At the desk's door the asking browser's own secret
 * must fit as well, so that a link somebody asked for themselves signs in nobody else.
 */
const BY_TOKEN = /^\/(?:confirm|preferences|vote|desk\/sign-in)\/.*$/;

/**
 * Refuses what another site's page made a browser post here (docs/decisions/105). No browser leaves out both headers, so
 * a program without them is let through: it has no cookie of a visitor's to misuse. What the body calls itself decides
 * nothing: no form of ours is JSON but the sign-up, which is open to all.
 */
export function ownForms(room: WebRoom): MiddlewareHandler<WebEnv> {
  const ownOrigin = new URL(room.publication.url).origin;
  const { words } = room.publication.style;
  const start = <a href="/">{words.say('web.foreign-form.start')}</a>;
  return async (context, next) => {
    const { method, path } = context.req;
    if (SAFE.has(method) || OPEN_TO_ALL.test(path) || isOwn(context, ownOrigin)) {
      return next();
    }
    const page = (
      <Notice status="403" title={words.say('web.foreign-form.title')}>
        <Said parts={words.parts('web.foreign-form.advice', { start })} />
      </Notice>
    );
    return context.html(printed(room.publication, page), 403, { 'Cache-Control': 'no-store' });
  };
}

function isOwn(context: Context, ownOrigin: string): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = context.req.header('origin');
  if (origin === undefined || origin === ownOrigin) return true;
  // Browsers without Sec-Fetch-Site say this of our own pages that send no referrer.
  if (origin === 'null') return BY_TOKEN.test(context.req.path);
  return URL.parse(origin)?.host === context.req.header('host');
}
