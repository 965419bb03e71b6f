import { Hono } from 'hono';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { readGauges } from '../storage/feedback/gauges.ts';
import type { WebEnv } from '../web/web-env.ts';
import { createMetrics } from './metrics.ts';

/** For Prometheus. Counts only: no week, address or name. */
export function metricsRoute(room: Newsroom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const metrics = createMetrics(() => readGauges(room.store, room.now()));
  routes.get('/metrics', async context =>
    context.text(await metrics.text(), 200, {
      'Content-Type': metrics.contentType,
      'Cache-Control': 'no-store',
    }),
  );
  return routes;
}
