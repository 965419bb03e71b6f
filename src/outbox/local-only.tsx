import type { Context, MiddlewareHandler } from 'hono';
import type { PublicRoom } from '../newsroom/public-room.ts';
import { seesOutbox } from '../newsroom/sees-outbox.ts';
import { Notice } from '../web/notice.tsx';
import { printedForEditors } from '../web/printed.tsx';
import type { WebEnv } from '../web/web-env.ts';

const NOT_KEPT = { 'Cache-Control': 'no-store' };

/** The mails hold links that sign in, confirm and unsubscribe: nobody but who sits at this machine reads them. */
export function localOnly(room: PublicRoom): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    if (seesOutbox(room, context)) return next();
    const page = (
      <Notice status="403" title="The outbox does not open from here.">
        {
          'It opens only on the machine it runs on, at localhost or 127.0.0.1 and not through a proxy or tunnel, so that nobody else can read its mails.'
        }
      </Notice>
    );
    return context.html(printedForEditors(room.publication, page), 403, NOT_KEPT);
  };
}

export function notInOutbox(room: PublicRoom, context: Context<WebEnv>): Response | Promise<Response> {
  const page = (
    <Notice status="404" title="This mail is not in the outbox.">
      It may have been removed, or never written. <a href="/outbox">See every mail in the outbox</a>
    </Notice>
  );
  return context.html(printedForEditors(room.publication, page), 404, NOT_KEPT);
}
