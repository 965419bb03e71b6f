import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Notice } from './pages/notice.tsx';
import { printed } from './pages/printed.ts';
import type { WebDeps } from './web-deps.ts';
import type { WebEnv } from './web-env.ts';

/** No form of ours comes near it. */
const MAX_BYTES = 65_536;
/** The webhook has a limit of its own (hooks.ts). */
const OWN_LIMIT = /^\/hooks\//;

/** Stops reading a body that is too long, on every route, whether it says its length or not. */
export function bodyLimits(deps: WebDeps): MiddlewareHandler<WebEnv> {
  const limit = bodyLimit({
    maxSize: MAX_BYTES,
    onError: context => {
      const page = (
        <Notice deps={deps} status="413" title="That is more than a form of ours holds.">
          {`At most ${MAX_BYTES / 1_024} KB are read. Go back, shorten what you typed and send it again.`}
        </Notice>
      );
      return context.html(printed(page), 413, { 'Cache-Control': 'no-store' });
    },
  });
  return (context, next) => (OWN_LIMIT.test(context.req.path) ? next() : limit(context, next));
}
