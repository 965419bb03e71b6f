import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IssueContent } from '../../src/issue/content.ts';
import { renderWebVersion } from '../../src/render/web-version.ts';
import { standing } from '../../src/vote/standing.ts';
import type { SiteDeps } from '../../src/web/site/site-deps.ts';
import { describeInChromium } from '../support/chromium.ts';
import { contentStates, fullest } from '../support/content.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { openSite } from '../web/site.ts';
import { siteWith } from './sent-issue.ts';

const lead = fullest.pairings[0]!;

/** Comparisons of every state, on one site whose newest issue is the fullest. */
function everyState(webHtml: string): SiteDeps {
  const sites = Object.values(odd).map(content => siteWith(content));
  return {
    ...siteWith(fullest, { webHtml, past: 60 }),
    comparison: async (one, other) => {
      for (const site of [siteWith(), ...sites]) {
        const found = await site.comparison(one, other);
        if (found) return found;
      }
      return null;
    },
    standing: async pairing =>
      standing(pairing, {
        week: fullest.week,
        counts: { a: 80, b: 40, both: 13, neither: 10 },
        closesAt: 0,
        closed: true,
        hidden: false,
      }),
  };
}

/** The states with tools of their own, so that each has an address. */
const odd = Object.fromEntries(
  Object.entries(contentStates).map(([state, content]) => [
    state.toLowerCase(),
    withSlug(content, state.toLowerCase()),
  ]),
);

function withSlug(content: IssueContent, state: string): IssueContent {
  const [first, ...others] = content.pairings;
  if (!first) return content;
  const slug = `${state}-vs-${first.b.slug}`;
  return { ...content, pairings: [{ ...first, slug, a: { ...first.a, slug: state } }, ...others] };
}

const oddPairs = ['longname', 'fiveagainstfour', 'righttoleft', 'hostile', 'noreviews'].map(
  state => `/compare/${odd[state]?.pairings[0]?.slug}`,
);
const comparison = `/compare/${lead.slug}`;
const PAGES = ['/', '/issues?page=2', comparison, '/how-we-pick', '/privacy', ...oddPairs];
describeInChromium('the public pages in a browser', openPage => {
  let site = '';
  let close = () => {};
  beforeAll(async () => {
    const webHtml = await renderWebVersion(fullest);
    const { app } = openSite({ site: everyState(webHtml), sampleNote: 'These are sample data.' });
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise<void>(resolve => server.once('listening', resolve));
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => void server.close();
  });
  afterAll(() => close());

  it.each(PAGES)('%s reads well for everybody, whatever a tool is called', async path => {
    const page = await openPage();
    await page.goto(`${site}${path}`);
    await expectReadsWell(page, path);
    for (const width of [320, 700]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(width);
    }
  });

  it('no page loads anything from elsewhere or is complained of by the browser', async () => {
    const page = await openPage();
    const complaints: string[] = [];
    const elsewhere: string[] = [];
    page.on('console', message => {
      if (message.type() !== 'log') complaints.push(message.text());
    });
    page.on('request', request => {
      if (!request.url().startsWith(`${site}/`)) elsewhere.push(request.url());
    });

    for (const path of PAGES) await page.goto(`${site}${path}`, { waitUntil: 'load' });

    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  it('feed and sitemap are XML to a strict reader, whatever an issue is called', async () => {
    const hostile = { ...fullest, subject: `<&"'>]]> \u0000\u0008\ud800` };
    const { app } = openSite({ site: siteWith(hostile) });
    const texts = await Promise.all(
      ['/feed.xml', '/sitemap.xml'].map(async path => (await app.request(path)).text()),
    );
    const page = await openPage();

    const [feed, sitemap] = await page.evaluate(
      bodies =>
        bodies.map(body => {
          const xml = new DOMParser().parseFromString(body, 'application/xml');
          const inEntry = (name: string) => xml.querySelector(`entry > ${name}`)?.textContent ?? '';
          return {
            fault: xml.querySelector('parsererror')?.textContent ?? '',
            root: `${xml.documentElement.namespaceURI} ${xml.documentElement.localName}`,
            title: inEntry('title'),
            id: inEntry('id'),
            updated: inEntry('updated'),
            entries: xml.querySelectorAll('entry').length,
          };
        }),
      texts,
    );

    expect(feed).toEqual({
      fault: '',
      root: 'http://www.w3.org/2005/Atom feed',
      title: `<&"'>]]> `,
      id: `https://weekly.example.com/issues/${fullest.week}`,
      updated: '2026-11-26T09:00:00.000Z',
      entries: 3,
    });
    expect(sitemap).toMatchObject({ fault: '', root: 'http://www.sitemaps.org/schemas/sitemap/0.9 urlset' });
  });

  it('comparisons print in ink on white, without the form and the way around', async () => {
    const page = await openPage({ colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.goto(`${site}/compare/${lead.slug}`);

    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    expect(await page.locator('form.signup, .masthead nav').filter({ visible: true }).count()).toBe(0);
  });
});
