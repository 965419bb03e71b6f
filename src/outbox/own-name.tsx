import type { MiddlewareHandler } from 'hono';
import { Notice } from '../web/notice.tsx';
import { printed } from '../web/printed.tsx';
import type { WebEnv, WebRoom } from '../web/web-env.ts';

/**
 * Lets only requests to this machine's own name through. A page on the web can point a name of its own at 127.0.0.1
 * (DNS rebinding) and would then read our mails, sign-in links among them, as its own origin.
 */
export function ownNameOnly(room: WebRoom): MiddlewareHandler<WebEnv> {
  const published = new URL(room.publication.url).hostname;
  return async (context, next) => {
    const { hostname } = new URL(context.req.url);
    if (hostname === published || isLoopback(hostname)) return next();
    const page = (
      <Notice status="403" title="The outbox does not open under this name.">
        {
          'It opens as localhost, 127.0.0.1 or the name in PUBLIC_URL, so that no page on the web can read it.'
        }
      </Notice>
    );
    return context.html(printed(room.publication, page), 403);
  };
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
