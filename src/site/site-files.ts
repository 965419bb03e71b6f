import { Hono } from 'hono';
import type { PublicRoom } from '../newsroom/public-room.ts';
import { archiveLines, sentPlaces } from '../storage/issue/archive.ts';
import type { WebEnv } from '../web/web-env.ts';
import { absolute } from './absolute.ts';
import { atomFeed } from './feed.ts';
import { sitemap } from './sitemap.ts';

const ISSUES_IN_FEED = 20;
/** Links of one reader, and what is none of a search engine's business. */
const NOT_FOR_ROBOTS = [
  '/confirm/',
  '/preferences/',
  '/unsubscribe/',
  '/vote/',
  '/go/',
  '/desk',
  '/outbox',
  '/subscribe',
  '/embed',
];

/** What programs ask for: feed readers and search engines. */
export function siteFiles({ publication, store }: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const kept = (seconds: number, type: string) => ({
    'Cache-Control': `public, max-age=${seconds}`,
    'Content-Type': `${type}; charset=utf-8`,
  });
  routes.get('/feed.xml', async context =>
    context.body(
      atomFeed(publication, await archiveLines(store, 0, ISSUES_IN_FEED)),
      200,
      kept(600, 'application/atom+xml'),
    ),
  );
  routes.get('/sitemap.xml', async context =>
    context.body(sitemap(publication, await sentPlaces(store)), 200, kept(3600, 'application/xml')),
  );
  routes.get('/robots.txt', context =>
    context.body(
      [
        'User-agent: *',
        ...NOT_FOR_ROBOTS.map(path => `Disallow: ${path}`),
        '',
        `Sitemap: ${absolute(publication, '/sitemap.xml')}`,
        '',
      ].join('\n'),
      200,
      kept(86_400, 'text/plain'),
    ),
  );
  return routes;
}
