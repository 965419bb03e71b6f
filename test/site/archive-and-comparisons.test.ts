import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fullest } from '../support/content.ts';
import { readHtml } from '../support/read-html.ts';
import { CLOSES } from '../vote/vote-week.ts';
import { openSite } from '../web/site.ts';
import { castBallots, openSiteWith } from './sent-issue.ts';

const lead = fullest.pairings[0]!;
const turned = `${lead.b.slug}-vs-${lead.a.slug}`;

describe('a sent issue', () => {
  const webHtml = `<!doctype html>\r\n<html lang="en"><title>Zed</title><style>p{color:red}</style><p>“Ship” Zed — ${'again '.repeat(300)}\n`;

  it('is served byte for byte as it was frozen, under a tag that changes with the bytes alone', async () => {
    const { app } = await openSiteWith(fullest, { webHtml });
    const path = `/issues/${fullest.week}`;

    const answer = await app.request(path);
    const tag = createHash('sha256').update(webHtml).digest('base64url').slice(0, 27);

    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(webHtml));
    expect(answer.headers.get('etag')).toBe(`"${tag}"`);
    for (const [encoding, known] of [
      ['identity', `"${tag}"`],
      ['gzip', `"${tag}-gzip"`],
    ] as const) {
      const headers = { 'If-None-Match': known, 'Accept-Encoding': encoding };
      const again = await app.request(path, { headers });
      expect(again.status, encoding).toBe(304);
      // A browser may put the headers of a 304 in place of those it kept: the style inside must stay allowed.
      expect(again.headers.get('content-security-policy')).toContain("style-src 'unsafe-inline'");
    }
  });

  it.each(['2026-W49', '2026-W99', 'latest', '2026-w48', '..%2f..%2fetc', '2026-W48/'])(
    'is 404 for %s',
    async week => {
      const { app } = await openSiteWith();

      expect((await app.request(`/issues/${week}`)).status).toBe(404);
    },
  );
});

describe('the archive', () => {
  it('lists issues newest first, a page at a time, each page with an address of its own', async () => {
    const { app } = await openSiteWith({ ...fullest, number: 60 }, { past: 59 });
    const numbersOn = async (path: string) => {
      const html = await (await app.request(path)).text();
      return [...html.matchAll(/No\. (\d+), /g)].map(([, number]) => Number(number));
    };

    const pages = await Promise.all(['/issues', '/issues?page=2', '/issues?page=3'].map(numbersOn));
    const second = await (await app.request('/issues?page=2')).text();

    expect(pages.flat()).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index));
    expect(second).toContain('<link rel="canonical" href="https://weekly.example.com/issues?page=2"/>');
    expect(second).toContain('<a href="/issues" rel="prev">');
    expect(second).toContain('<a href="/issues?page=3" rel="next">');
  });

  it.each(['4', '0', '-1', '1.5', 'x', '1e9', '1e300', '0x1', '%201', ''])('has no page %j', async page => {
    const { app } = await openSiteWith({ ...fullest, number: 60 }, { past: 59 });

    expect((await app.request(`/issues?page=${page}`)).status).toBe(404);
  });

  it('says so while there is no issue', async () => {
    const page = await (await (await openSite()).app.request('/issues')).text();

    expect(page).toContain('The first issue has not gone out yet.');
  });
});

describe('a comparison', () => {
  it('has both tools with their figures, every quote under its own panellist, and the issue it stood in', async () => {
    const { category } = lead;
    const pairings = fullest.pairings.map(pairing => ({ ...pairing, category }));
    const { app } = await openSiteWith({ ...fullest, pairings });

    const answer = await app.request(`/compare/${lead.slug}`);
    const html = await answer.text();
    const words = readHtml(html).words.join(' ');

    expect(answer.status).toBe(200);
    expect(html).toContain(`<link rel="canonical" href="https://weekly.example.com/compare/${lead.slug}"/>`);
    expect(html).not.toContain('noindex');
    for (const tool of [lead.a, lead.b]) {
      for (const part of [tool.name, tool.tagline, tool.description, tool.price, `${tool.ship.percent}%`]) {
        expect(words).toContain(part);
      }
      expect(words).toContain(`, ${tool.ship.ships}–${tool.ship.skips}`);
    }
    expect(words).toContain(lead.b.note);
    for (const row of lead.rows) {
      expect(words).toContain(`${row.a?.name} on ${lead.a.name} ${row.a?.verdict} “${row.a?.quote}”`);
      expect(words).toContain(`${row.b?.name} on ${lead.b.name} ${row.b?.verdict} “${row.b?.quote}”`);
    }
    expect(words).toContain(`${lead.category} · No. ${fullest.number}, 26 Nov 2026`);
    for (const { slug } of fullest.pairings.slice(1)) expect(html).toContain(`href="/compare/${slug}"`);
    expect(html).toContain('action="/subscribe"');
  });

  it('has one address: the other order is sent there for good', async () => {
    const { app } = await openSiteWith();

    const answer = await app.request(`/compare/${turned}`);

    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe(`/compare/${lead.slug}`);
  });

  it.each([
    'zed-vs-nobody',
    'zed',
    'a-vs-b-vs-c',
    '-vs-',
    'Zed-vs-Windsurf',
    `${lead.slug}/`,
    `${lead.slug}%00`,
    `${'a'.repeat(5_000)}-vs-b`,
    '..%2f-vs-..%2f',
  ])('is 404 for what no issue has held: %s', async address => {
    const { app } = await openSiteWith();

    expect((await app.request(`/compare/${address}`)).status).toBe(404);
  });

  it('is kept from search engines while its issue is still being sent', async () => {
    const { app } = await openSiteWith(fullest, { state: 'sending' });

    expect(await (await app.request(`/compare/${lead.slug}`)).text()).toContain(
      '<meta name="robots" content="noindex"/>',
    );
  });

  it('tells how the readers voted', async () => {
    const { app, store, clock, issueId } = await openSiteWith();
    await castBallots(store, issueId, { a: 80, b: 40, both: 13, neither: 10 });
    clock.set(CLOSES);

    const words = readHtml(await (await app.request(`/compare/${lead.slug}`)).text()).words.join(' ');

    expect(words).toContain('Readers against panel');
    expect(words).toContain('of 143 (57–72%)');
  });
});

describe('a site without an issue', () => {
  it('answers 404 for every issue and comparison', async () => {
    const { app } = await openSite();

    for (const path of [`/issues/${fullest.week}`, `/compare/${lead.slug}`, `/share/${lead.slug}.png`]) {
      expect((await app.request(path)).status, path).toBe(404);
    }
  });
});
