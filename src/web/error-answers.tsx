import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { wasCut } from './cut-request.ts';
import { Notice } from './notice.tsx';
import { printed } from './printed.tsx';
import type { WebEnv, WebRoom } from './web-env.ts';

const NOT_KEPT = { 'Cache-Control': 'no-store' };

export function answerNotFound(room: WebRoom): NotFoundHandler<WebEnv> {
  return context => {
    const page = (
      <Notice status="404" title="There is no page at this address.">
        It may have been mistyped, or cut short by a mail client. <a href="/">See the latest verdict</a>
      </Notice>
    );
    return context.html(printed(room.publication, page), 404, NOT_KEPT);
  };
}

export function answerMethodNotAllowed(room: WebRoom) {
  return (context: Context<WebEnv>, allowed: readonly string[]): Response | Promise<Response> => {
    const page = (
      <Notice status="405" title={`This address does not take ${context.req.method}.`}>
        {`It answers ${allowed.join(' and ')}. `}
        <a href="/">See the latest verdict</a>
      </Notice>
    );
    return context.html(printed(room.publication, page), 405, { ...NOT_KEPT, Allow: allowed.join(', ') });
  };
}

/** What nobody foresaw: the log gets all of it under one number, the visitor gets the number. */
export function answerFault(room: WebRoom): ErrorHandler<WebEnv> {
  return (error, context) => {
    const request = context.get('requestId');
    if (wasCut(context)) {
      room.log.debug({ request }, 'a request was cut short');
      return context.text('The request was cut short.\n', 400, NOT_KEPT);
    }
    room.log.error({ err: error, request }, 'a request failed');
    const page = (
      <Notice status="500" title="Something broke on our side.">
        {'It has been logged under the number '}
        <code>{request}</code>
        {'. Try again in a minute; if it happens again, tell us that number.'}
      </Notice>
    );
    return context.html(printed(room.publication, page), 500, NOT_KEPT);
  };
}
