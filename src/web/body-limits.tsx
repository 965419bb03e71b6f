import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Notice } from './notice.tsx';
import { printed } from './printed.tsx';
import type { WebEnv, WebRoom } from './web-env.ts';

/** No form of ours comes near it. */
const MAX_BYTES = 65_536;
/** The webhook (hooks.ts) and the desk's uploads, which only editors reach (desk/upload.ts), have limits of their own. */
const OWN_LIMIT = /^\/(?:hooks\/|desk\/audience\/import$|desk\/arrival$)/;

/** Stops reading a body that is too long, on every route, whether it says its length or not. */
export function bodyLimits(room: WebRoom): MiddlewareHandler<WebEnv> {
  const { words } = room.publication.style;
  const limit = bodyLimit({
    maxSize: MAX_BYTES,
    onError: context => {
      const page = (
        <Notice status="413" title={words.say('web.too-long.title')}>
          {words.say('web.too-long.advice', { kilobytes: MAX_BYTES / 1_024 })}
        </Notice>
      );
      return context.html(printed(room.publication, page), 413, { 'Cache-Control': 'no-store' });
    },
  });
  return (context, next) => (OWN_LIMIT.test(context.req.path) ? next() : limit(context, next));
}
