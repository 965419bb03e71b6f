import type { Hono } from 'hono';
import type { WebEnv } from '../../src/web/web-env.ts';

/** What the server hands over with a request that came through a socket from this machine. */
export const LOCAL_PEER = {
  incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 40_000, remoteFamily: 'IPv4' } },
};

/** The same site, asked by somebody who sits at this machine. */
export function seenFromHere<App extends Hono<WebEnv>>(app: App): App {
  const ask = app.request;
  app.request = (input, init, environment = LOCAL_PEER) => ask(input, init, environment);
  return app;
}
