import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { Notice } from './notice.tsx';
import { printed } from './printed.ts';
import type { WebDeps } from './web-deps.ts';
import type { WebEnv } from './web-env.ts';

const NOT_KEPT = { 'Cache-Control': 'no-store' };

export function answerNotFound(deps: WebDeps): NotFoundHandler<WebEnv> {
  return context => {
    const isMail = deps.outbox !== null && context.req.path.startsWith('/outbox/');
    const page = isMail ? (
      <Notice deps={deps} status="404" title="This mail is not in the outbox.">
        It may have been removed, or never written. <a href="/outbox">See every mail in the outbox</a>
      </Notice>
    ) : (
      <Notice deps={deps} status="404" title="There is no page at this address.">
        It may be mistyped, or cut short by a mail client. <a href="/">See the latest verdict</a>
      </Notice>
    );
    return context.html(printed(page), 404, NOT_KEPT);
  };
}

export function answerMethodNotAllowed(deps: WebDeps) {
  return (context: Context<WebEnv>, allowed: readonly string[]): Response | Promise<Response> => {
    const page = (
      <Notice deps={deps} status="405" title={`This address does not take ${context.req.method}.`}>
        {`It answers ${allowed.join(' and ')}. `}
        <a href="/">See the latest verdict</a>
      </Notice>
    );
    return context.html(printed(page), 405, { ...NOT_KEPT, Allow: allowed.join(', ') });
  };
}

/** What nobody foresaw: the log gets all of it under one number, the visitor gets the number. */
export function answerFault(deps: WebDeps): ErrorHandler<WebEnv> {
  return (error, context) => {
    const request = context.get('requestId');
    deps.log.error({ err: error, request }, 'a request failed');
    const page = (
      <Notice deps={deps} status="500" title="Something broke on our side.">
        {'It is written down under the number '}
        <code>{request}</code>
        {'. Try again in a minute; if it stays, tell us that number.'}
      </Notice>
    );
    return context.html(printed(page), 500, NOT_KEPT);
  };
}
