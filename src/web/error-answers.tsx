import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { Said } from '../../templates/said.tsx';
import type { Words } from '../words/words.ts';
import { wasCut } from './cut-request.ts';
import { Notice } from './notice.tsx';
import { printed } from './printed.tsx';
import type { WebEnv, WebRoom } from './web-env.ts';

const NOT_KEPT = { 'Cache-Control': 'no-store' };

export function answerNotFound(room: WebRoom): NotFoundHandler<WebEnv> {
  const { words } = room.publication.style;
  return context => {
    const page = (
      <Notice status="404" title={words.say('web.not-found.title')}>
        <Said parts={words.parts('web.not-found.advice', { latest: latest(words) })} />
      </Notice>
    );
    return context.html(printed(room.publication, page), 404, NOT_KEPT);
  };
}

export function answerMethodNotAllowed(room: WebRoom) {
  const { words } = room.publication.style;
  return (context: Context<WebEnv>, allowed: readonly string[]): Response | Promise<Response> => {
    const methods = allowed.reduce((one, other) => words.say('web.wrong-method.methods', { one, other }));
    const page = (
      <Notice status="405" title={words.say('web.wrong-method.title', { method: context.req.method })}>
        <Said parts={words.parts('web.wrong-method.advice', { methods, latest: latest(words) })} />
      </Notice>
    );
    return context.html(printed(room.publication, page), 405, { ...NOT_KEPT, Allow: allowed.join(', ') });
  };
}

/** What nobody foresaw: the log gets all of it under one number, the visitor gets the number. */
export function answerFault(room: WebRoom): ErrorHandler<WebEnv> {
  const { words } = room.publication.style;
  return (error, context) => {
    const request = context.get('requestId');
    if (wasCut(context)) {
      room.log.debug({ request }, 'a request was cut short');
      return context.text('The request was cut short.\n', 400, NOT_KEPT);
    }
    room.log.error({ err: error, request }, 'a request failed');
    const page = (
      <Notice status="500" title={words.say('web.fault.title')}>
        <Said parts={words.parts('web.fault.advice', { number: <code>{request}</code> })} />
      </Notice>
    );
    return context.html(printed(room.publication, page), 500, NOT_KEPT);
  };
}

function latest(words: Words) {
  return <a href="/">{words.say('web.latest')}</a>;
}
