import type { SentAddress } from '../web/site/site-deps.ts';
import type { WebDeps } from '../web/web-deps.ts';
import { absolute } from './absolute.ts';
import { XML_HEAD, xmlElement } from './xml.ts';

/** Every page that may be found, with the day it last changed where that is known (sitemaps.org). */
export function sitemap(deps: WebDeps, issues: readonly SentAddress[]): string {
  const [latest] = issues;
  const urls = [
    url(deps, '/', latest?.sentAt),
    url(deps, '/issues', latest?.sentAt),
    url(deps, '/how-we-pick'),
    url(deps, '/privacy'),
    ...issues.flatMap(({ week, sentAt, pairings }) => [
      url(deps, `/issues/${week}`, sentAt),
      ...pairings.map(slug => url(deps, `/compare/${slug}`, sentAt)),
    ]),
  ];
  const set = xmlElement('urlset', urls, { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' });
  return `${XML_HEAD}${set}\n`;
}

function url(deps: WebDeps, path: string, changedAt?: number): string {
  const day =
    changedAt === undefined ? [] : [xmlElement('lastmod', new Date(changedAt).toISOString().slice(0, 10))];
  return xmlElement('url', [xmlElement('loc', absolute(deps, path)), ...day]);
}
