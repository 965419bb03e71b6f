import { createHash, randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import type { ReactElement } from 'react';
import { printed } from '../web/printed.ts';
import { PAGE_WITH_FORM } from '../web/security-headers.ts';
import type { SignupDeps } from '../web/signup/signup-deps.ts';
import type { WebDeps } from '../web/web-deps.ts';
import type { WebEnv } from '../web/web-env.ts';

/**
 * Outermost last: the tag is of the bytes themselves, whatever they travel as. A 304 repeats the page's own policy, since
 * a browser may put its headers in place of those it kept.
 */
export const forEverybody: readonly [MiddlewareHandler, MiddlewareHandler] = [
  compress(),
  etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'Content-Security-Policy'] }),
];

/** What everybody gets alike may stand in a cache between us and the reader for this long. */
export const A_MINUTE = { 'Cache-Control': 'public, max-age=60' };

/** Stands for the signed field of the form until the page is tagged. No page can hold it: it is made at the start. */
const HOLE = `stamp-${randomUUID()}`;

/**
 * A public page, tagged by all of its bytes but the form's stamp, which is new every time: a reader who comes back to an
 * unchanged page gets 304.
 */
export function publicAnswer(
  context: Context<WebEnv>,
  deps: WebDeps,
  page: (deps: WebDeps) => ReactElement,
  headers: Readonly<Record<string, string>> = A_MINUTE,
): Response {
  const sources: Parameters<SignupDeps['stamp']>[0][] = [];
  const holed: SignupDeps = { ...deps.signup, stamp: source => `${HOLE}-${sources.push(source) - 1}` };
  const html = printed(page({ ...deps, signup: holed }));
  const tag = createHash('sha1').update(html.replaceAll(HOLE, '')).digest('base64url');
  const stamped = sources.reduce(
    (text, source, index) => text.replaceAll(`${HOLE}-${index}`, deps.signup.stamp(source)),
    html,
  );
  return context.html(stamped, 200, {
    ...headers,
    ETag: `"${tag}"`,
    ...(sources.length > 0 && { 'Content-Security-Policy': PAGE_WITH_FORM }),
  }) as Response;
}
