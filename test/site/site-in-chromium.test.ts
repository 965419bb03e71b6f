import { expect, it } from 'vitest';
import type { IssueContent } from '../../src/issue/content.ts';
import { previousWeek } from '../../src/issue/week.ts';
import { describeInChromium } from '../support/chromium.ts';
import { contentStates, fullest } from '../support/content.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { CLOSES } from '../vote/vote-week.ts';
import { addIssue, castBallots, openSiteWith } from './sent-issue.ts';

const lead = fullest.pairings[0]!;

/** Comparisons of every state, all voted on, on one site whose newest issue is the fullest; on a port of its own. */
async function serveEveryState(): Promise<string> {
  const past = 60;
  const { app, store, clock, issueId } = await openSiteWith({ ...fullest, number: 100 }, { past });
  const sent = [issueId];
  let week = fullest.week;
  for (let before = 0; before < past; before += 1) week = previousWeek(week);
  for (const [index, content] of Object.values(odd).entries()) {
    week = previousWeek(week);
    sent.push(await addIssue(store, { ...content, week, number: 100 - past - 1 - index }));
  }
  for (const id of sent) await castBallots(store, id, { a: 80, b: 40, both: 13, neither: 10 });
  clock.set(CLOSES);
  return onPort(app);
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
  it.each(PAGES)('%s reads well for everybody, whatever a tool is called', async path => {
    const site = await serveEveryState();
    const page = await openPage();
    expect((await page.goto(`${site}${path}`))?.status()).toBe(200);
    await expectReadsWell(page, path);
    for (const width of [320, 700]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(width);
    }
  });

  it('no page loads anything from elsewhere or is complained of by the browser', async () => {
    const site = await serveEveryState();
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

  it('feed and sitemap are XML to a strict reader, whatever an issue or the publication is called', async () => {
    const subject = `<&"'>]]> \u0000\u0008`;
    // Half a character is none in any database: it can only stand in a setting.
    const { app } = await openSiteWith(
      { ...fullest, subject },
      { settings: { PUBLICATION_NAME: `${subject}\ud800` } },
    );
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
            name: xml.querySelector('feed > title')?.textContent ?? '',
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
      name: `<&"'>]]> `,
      title: `<&"'>]]> `,
      id: `https://weekly.example.com/issues/${fullest.week}`,
      updated: '2026-11-26T09:00:00.000Z',
      entries: 3,
    });
    expect(sitemap).toMatchObject({ fault: '', root: 'http://www.sitemaps.org/schemas/sitemap/0.9 urlset' });
  });

  it('comparisons print in ink on white, without the form and the way around', async () => {
    const site = await serveEveryState();
    const page = await openPage({ colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.goto(`${site}/compare/${lead.slug}`);

    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    expect(await page.locator('form.signup, .masthead nav').filter({ visible: true }).count()).toBe(0);
  });
});
