import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/** No form of ours comes near it. */
const MAX_BYTES = 65_536;

/** Stops reading what is longer than a form can be. */
export function formLimit(): MiddlewareHandler {
  return bodyLimit({
    maxSize: MAX_BYTES,
    onError: context => context.text('A sign-up has at most 64 KB.\n', 413, { 'Cache-Control': 'no-store' }),
  });
}
