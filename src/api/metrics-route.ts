import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { unapprovedSince } from '../newsroom/unapproved-since.ts';
import { isCatalogueAddress } from '../settings/catalogue-place.ts';
import { readGauges } from '../storage/feedback/gauges.ts';
import { catalogueConfirmedAt } from '../storage/issue/fetched-catalogue.ts';
import { readWebhookGauges } from '../storage/webhooks/webhook-gauges.ts';
import { comesFromHere } from '../web/local-visitor.ts';
import type { WebEnv } from '../web/web-env.ts';
import { createMetrics } from './metrics.ts';

/**
 * For Prometheus: who has METRICS_TOKEN, or sits at this machine. Counts only: no week, address or name; but how many
 * readers there are is nobody else's business.
 */
export function metricsRoute(room: Newsroom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const metrics = createMetrics(async () => ({
    ...(await readGauges(room.store, room.now())),
    ...(await readWebhookGauges(room.store, room.now())),
    unapprovedSince: await unapprovedSince(room),
    catalogueFetchedAt: await fetchedAt(room),
  }));
  routes.get('/metrics', async context => {
    if (!mayRead(room, context)) {
      return context.text('Send METRICS_TOKEN as a bearer token.\n', 401, {
        'WWW-Authenticate': 'Bearer realm="metrics"',
        'Cache-Control': 'no-store',
      });
    }
    return context.text(await metrics.text(), 200, {
      'Content-Type': metrics.contentType,
      'Cache-Control': 'no-store',
    });
  });
  return routes;
}

function fetchedAt({ settings, store }: Newsroom): Promise<number | null> {
  const { CATALOGUE: place } = settings;
  return isCatalogueAddress(place) ? catalogueConfirmedAt(store, place) : Promise.resolve(null);
}

function mayRead({ settings }: Newsroom, context: Context<WebEnv>): boolean {
  const [, given] = /^Bearer +(\S+) *$/i.exec(context.req.header('authorization') ?? '') ?? [];
  const { METRICS_TOKEN: token } = settings;
  if (token !== undefined && given !== undefined && isSame(given, token)) return true;
  return comesFromHere(context, settings);
}

/** Digests are of one length and say nothing of where two texts part. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
