import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import type { WebEnv } from './web-env.ts';

/**
 * Refuses a request with two Host headers (RFC 9112, 3.2): a proxy may have gone by the other one. Node keeps the first
 * and says nothing.
 */
export function oneHost(): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
    const names = incoming?.rawHeaders?.filter((_, index) => index % 2 === 0) ?? [];
    if (names.filter(name => name.toLowerCase() === 'host').length < 2) return next();
    return context.text('A request has one Host header.\n', 400, {
      'Cache-Control': 'no-store',
      Connection: 'close',
    });
  };
}
