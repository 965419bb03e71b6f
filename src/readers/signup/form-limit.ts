import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Words } from '../../words/words.ts';

/** No form of ours comes near it. */
const MAX_BYTES = 65_536;

/** Stops reading what is longer than a form can be. */
export function formLimit(words: Words): MiddlewareHandler {
  return bodyLimit({
    maxSize: MAX_BYTES,
    onError: context =>
      context.text(`${words.say('readers.signup.too-long')}\n`, 413, { 'Cache-Control': 'no-store' }),
  });
}
