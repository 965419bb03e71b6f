import { Hono } from 'hono';
import type { WebDeps } from '../web/web-deps.ts';
import type { WebEnv } from '../web/web-env.ts';

/** For Prometheus. Counts only: no week, address or name. */
export function metrics(deps: WebDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/metrics', async context =>
    context.text(await deps.metrics.text(), 200, {
      'Content-Type': deps.metrics.contentType,
      'Cache-Control': 'no-store',
    }),
  );
  return routes;
}
