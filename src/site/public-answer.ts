import type { Context } from 'hono';
import type { ReactElement } from 'react';
import type { PublicRoom } from '../newsroom/public-room.ts';
import { unstamped } from '../readers/signup/form-stamp.ts';
import { printed } from '../web/printed.tsx';
import { PAGE_WITH_FORM } from '../web/security-headers.ts';
import type { WebEnv } from '../web/web-env.ts';

/** What everybody gets alike may stand in a cache between us and the reader for this long. */
export const A_MINUTE = { 'Cache-Control': 'public, max-age=60' };

/** A public page. What is new in it every time is left open: kept-pages.ts, which stands before every one, puts it in. */
export function publicAnswer(
  room: PublicRoom,
  context: Context<WebEnv>,
  page: ReactElement,
  headers: Readonly<Record<string, string>> = A_MINUTE,
): Response {
  const html = printed(room.publication, page);
  const hasForm = unstamped(html) !== html;
  return context.html(html, 200, {
    ...headers,
    ...(hasForm && { 'Content-Security-Policy': PAGE_WITH_FORM }),
  }) as Response;
}
