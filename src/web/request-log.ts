import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { WebEnv, WebRoom } from './web-env.ts';

/**
 * One line a request, at debug. The route's pattern stands for the path: paths carry tokens and addresses, and neither
 * may reach a log.
 */
export function requestLog({ log, now }: WebRoom): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    if (!log.isLevelEnabled('debug')) return next();
    const start = now();
    await next();
    const route = matchedRoutes(context).findLast(({ method }) => method !== 'ALL')?.path ?? 'none';
    const { method } = context.req;
    log.debug(
      { request: context.get('requestId'), method, route, status: context.res.status, ms: now() - start },
      'request',
    );
  };
}
