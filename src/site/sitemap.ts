import type { SentPlace } from '../storage/issue/archive.ts';
import type { Publication } from '../web/publication.tsx';
import { absolute } from './absolute.ts';
import { XML_HEAD, xmlElement } from './xml.ts';

/** Every page that may be found, with the day it last changed where that is known (sitemaps.org). */
export function sitemap(publication: Publication, issues: readonly SentPlace[]): string {
  const [latest] = issues;
  const urls = [
    url(publication, '/', latest?.sentAt),
    url(publication, '/issues', latest?.sentAt),
    url(publication, '/how-we-pick'),
    url(publication, '/privacy'),
    ...issues.flatMap(({ week, sentAt, pairs }) => [
      url(publication, `/issues/${week}`, sentAt),
      ...pairs.map(({ a, b }) => url(publication, `/compare/${a}-vs-${b}`, sentAt)),
    ]),
  ];
  const set = xmlElement('urlset', urls, { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' });
  return `${XML_HEAD}${set}\n`;
}

function url(publication: Publication, path: string, changedAt?: number): string {
  const day =
    changedAt === undefined ? [] : [xmlElement('lastmod', new Date(changedAt).toISOString().slice(0, 10))];
  return xmlElement('url', [xmlElement('loc', absolute(publication, path)), ...day]);
}
