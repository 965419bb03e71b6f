import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WebApp } from '../../src/app.ts';
import { leftOver, markedPublication, unmarked } from '../support/marked-words.ts';
import { describeStores } from '../support/stores.ts';
import { castAll, sentIssue, times } from '../vote/vote-week.ts';
import { openSite } from '../web/site.ts';

interface Tool {
  readonly name: string;
  readonly category: string;
  readonly tagline: string;
  readonly maker?: string;
  readonly description?: string;
  readonly priceNote?: string;
  readonly reviews: readonly { readonly quote: string }[];
}

interface Panellist {
  readonly name: string;
  readonly role: string;
}

const sample = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../data/sample/catalogue.json'), 'utf8'),
) as { readonly tools: readonly Tool[]; readonly panel: readonly Panellist[] };
const publication = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../data/sample/publication.json'), 'utf8'),
) as {
  readonly name: string;
  readonly tagline: string;
  readonly postalAddress: string;
  readonly contact: string;
};

/** What is the publication's or the catalogue's, and is said as it stands there. */
const GIVEN: readonly string[] = [
  publication.name,
  publication.tagline,
  publication.postalAddress,
  publication.contact,
  ...sample.tools.flatMap(({ name, category, tagline, maker = '', description = '', reviews }) => [
    name,
    category,
    tagline,
    maker,
    description,
    ...reviews.map(({ quote }) => quote),
  ]),
  // Its verdicts, as publication.json calls them.
  ...['ship', 'skip', 'Ship', 'Skip'],
  ...sample.panel.flatMap(({ name, role }) => [name, role, role[0]?.toUpperCase() + role.slice(1)]),
].filter(words => words !== '');

/** Nothing of a page's text, of what is heard of it and of what machines are told stands outside of a key. */
async function expectMarked(web: WebApp, path: string, asked: RequestInit = {}): Promise<void> {
  const answer = await web.request(path, asked);
  const page = await answer.text();
  expect(page, path).toContain('⟦');
  const told = [
    ...page.matchAll(
      /<meta (?:name|property)="(description|og:title|og:description|og:image:alt)" content="([^"]*)"/g,
    ),
  ];
  const texts = told.map(([, , words = '']) => words.replaceAll('&#x27;', "'").replaceAll('&amp;', '&'));
  expect(
    texts.flatMap(words => leftOver(words, GIVEN)),
    path,
  ).toEqual([]);
  expect(unmarked(page, GIVEN), path).toEqual([]);
}

describeStores('in a publication’s own words', open => {
  it('nothing is left in English on the public pages, in the feed and in errors', {
    timeout: 120_000,
  }, async () => {
    const settings = { PUBLICATION: markedPublication(), PUBLIC_URL: 'https://weekly.example.com' };
    const { store, clock, web, issue } = await sentIssue(await open(), { readers: 50, settings });
    await castAll(store, clock, issue.id, [...times(12, 'a'), ...times(30, 'b')]);
    const front = await (await web.request('/')).text();
    const compared = /\/compare\/[^"#]+/.exec(front)?.[0] ?? '';
    for (const path of ['/', '/issues', compared, '/how-we-pick', '/privacy', '/nothing'])
      await expectMarked(web, path);
    clock.set('2026-12-02T09:00:00Z');
    await expectMarked(web, compared);
    const feed = await (await web.request('/feed.xml')).text();
    const summaries = [...feed.matchAll(/<summary>([^<]*)</g)].map(([, words = '']) => words);
    expect(summaries.length).toBeGreaterThan(0);
    expect(summaries.flatMap(words => leftOver(words, GIVEN))).toEqual([]);
    await expectMarked(web, '/', { method: 'PUT' });
    await expectMarked(web, '/lost-link', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
    const body = new URLSearchParams({ email: 'x'.repeat(70_000) });
    await expectMarked(web, '/lost-link', { method: 'POST', body });
  });
});

describe('in a publication’s own words', () => {
  it('nothing is left in English before the first issue', async () => {
    const settings = { PUBLICATION: markedPublication(), SEND_LOCAL_TIME: 'on' };
    const { app } = await openSite({ settings });
    await expectMarked(app, '/');
    await expectMarked(app, '/issues');
  });

  it('the desk says nothing of it, and is declared English where the publication is German', async () => {
    const german = { PUBLICATION: join(import.meta.dirname, '../support/kuechenurteile') };
    const { app } = await openSite({ settings: german });
    const site = await (await app.request('/')).text();
    const desk = await (await app.request('/desk/sign-in')).text();
    expect(site).toContain('<html lang="de" dir="ltr">');
    expect(site).toContain('Datenschutz');
    expect(desk).toContain('<html lang="en" dir="ltr">');
    expect(desk).not.toContain('Datenschutz');
  });

  it('new words are a new page under a new tag after a start', async () => {
    const own = markedPublication();
    const sites = [await openSite({ settings: {} }), await openSite({ settings: { PUBLICATION: own } })];
    const tags = await Promise.all(
      sites.map(async ({ app }) => (await app.request('/how-we-pick')).headers.get('etag')),
    );
    expect(tags[0]).not.toBeNull();
    expect(new Set(tags).size).toBe(2);
  });
});
