import { describe, expect, it } from 'vitest';
import type { IssueContent } from '../../src/issue/content.ts';
import { fileWith, RAW_PANEL, rawCatalogue, rawTool } from '../catalogue/example-file.ts';
import { contentStates, fullest } from '../support/content.ts';
import { openSiteWith } from './sent-issue.ts';

const lead = fullest.pairings[0]!;
const PAGES = ['/', '/issues', `/compare/${lead.slug}`, '/how-we-pick', '/privacy'];

async function textOf(
  path: string,
  content: IssueContent = fullest,
  settings: Record<string, string> = {},
): Promise<string> {
  const { app } = await openSiteWith(content, { settings });
  return (await app.request(path)).text();
}

function dataOf(html: string): Record<string, unknown>[] {
  return [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, json]) => JSON.parse(json ?? '') as Record<string, unknown>,
  );
}

describe('every public page', () => {
  it.each(PAGES)('%s has one address, a description, a picture and data that parse', async path => {
    const html = await textOf(path);

    expect(html).toContain(`<link rel="canonical" href="https://weekly.example.com${path}"/>`);
    expect(html).toContain(`<meta property="og:url" content="https://weekly.example.com${path}"/>`);
    expect(/<meta name="description" content="([^"]{50,})"/.test(html)).toBe(true);
    expect(html).toMatch(
      /<meta property="og:image" content="https:\/\/weekly\.example\.com\/share\/[^"]+\.png"/,
    );
    expect(html).toContain('<html lang="en"');
    expect(html).not.toContain('noindex');
    const data = dataOf(html);
    expect(data.length).toBeGreaterThan(0);
    for (const item of data) expect(item).toMatchObject({ '@context': 'https://schema.org' });
  });

  it('has headings in order, one h1', async () => {
    for (const path of PAGES) {
      const levels = [...(await textOf(path)).matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      expect(
        levels.filter(level => level === 1),
        path,
      ).toHaveLength(1);
      for (const [index, level] of levels.entries()) {
        expect(level, `${path}: ${levels.join()}`).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
      }
    }
  });

  it('says of a comparison who said what of which tool', async () => {
    const [article] = dataOf(await textOf(`/compare/${lead.slug}`));

    expect(article).toMatchObject({
      '@type': 'Article',
      headline: `${lead.a.name} vs ${lead.b.name}`,
      datePublished: '2026-11-26T09:00:00.000Z',
      about: [
        {
          '@type': 'SoftwareApplication',
          name: lead.a.name,
          review: lead.rows.map(({ a }) => ({
            author: { name: a?.name },
            name: a?.verdict,
            reviewBody: a?.quote,
          })),
        },
        { '@type': 'SoftwareApplication', name: lead.b.name },
      ],
    });
  });

  it('writes hostile names as text, in the page and in its data', async () => {
    const hostile = contentStates.hostile!;
    const slug = hostile.pairings[0]!.slug;
    for (const path of ['/', '/issues', `/compare/${slug}`]) {
      const html = await textOf(path, hostile);
      const scripts = html.match(/<script(?! type="(application\/ld\+json|module)")/g);
      expect(scripts, path).toBeNull();
      expect(html, path).not.toMatch(/<img|<b>alert|onerror=[^&]*>/);
      expect(() => dataOf(html)).not.toThrow();
    }
  });
});

describe('sitemap and robots.txt', () => {
  it('name every page that may be found, and none of a reader’s', async () => {
    const { app } = await openSiteWith(fullest, { past: 0 });
    const sitemap = await (await app.request('/sitemap.xml')).text();
    const places = [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, place]) => place ?? '');
    const robots = await (await app.request('/robots.txt')).text();

    expect(places).toEqual(
      [
        '/',
        '/issues',
        '/how-we-pick',
        '/privacy',
        `/issues/${fullest.week}`,
        ...fullest.pairings.map(({ slug }) => `/compare/${slug}`),
      ].map(path => `https://weekly.example.com${path}`),
    );
    for (const place of places) {
      expect((await app.request(new URL(place).pathname)).status, place).toBe(200);
    }
    expect(robots).toContain('Sitemap: https://weekly.example.com/sitemap.xml');
    expect(robots).toContain('Disallow: /unsubscribe/');
  });
});

describe('how we pick', () => {
  it('states the weights and rules that the picker uses', async () => {
    const panel = RAW_PANEL.map(one => (one.role === 'builder' ? { ...one, name: 'Ada Okafor' } : one));
    const catalogue = fileWith('panel.json', JSON.stringify({ ...rawCatalogue(rawTool('zed')), panel }));
    const html = await textOf('/how-we-pick', fullest, { CATALOGUE: catalogue });
    const words = html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

    expect(words).toContain('without one being a copy of the other? 30 ');
    expect(words).toContain('A tool rests for 12 weeks');
    expect(words).toContain('12 if the category was in the last issue');
    expect(words).toContain('Below 20 votes we show a dash');
    expect(words).toContain('Ada Okafor, Builder');
  });
});
