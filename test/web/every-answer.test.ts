import { describe, expect, it } from 'vitest';
import { openSiteWith } from '../site/sent-issue.ts';
import { fullest } from '../support/content.ts';
import { everyRow } from '../support/every-row.ts';
import { emptyOutbox, listing, mail, openSite, sendToOutbox } from './site.ts';

const pair = fullest.pairings[0]?.slug;
const PATHS = [
  '/',
  '/healthz',
  '/readyz',
  '/favicon.svg',
  '/favicon.ico',
  '/apple-touch-icon.png',
  '/issues',
  `/issues/${fullest.week}`,
  `/compare/${pair}`,
  `/share/${pair}.png`,
  '/how-we-pick',
  '/privacy',
  '/feed.xml',
  '/sitemap.xml',
  '/robots.txt',
  `/issues/${fullest.week}.json`,
  `/compare/${pair}.json`,
  '/data/verdicts.ndjson',
  '/.well-known/verdicts-key.json',
  '/outbox',
  '/outbox?kind=issue&q=ada&page=3',
  '/outbox/issue/2026-w48-000001',
  '/outbox/issue/2026-w48-000001?view=source',
  '/outbox/issue/2026-w48-000001/html',
  '/outbox/issue/2026-w48-000001/eml',
  '/outbox/issue/none',
  '/nowhere',
  '/%E0%A4%A',
];

async function site() {
  const directory = await emptyOutbox();
  await sendToOutbox(directory, [mail()]);
  const opened = await openSiteWith(fullest, { outbox: directory });
  return { directory, ...opened, paths: [...PATHS, await sheetOf(opened.app)] };
}

/** The path of the style sheet, as a page links it. */
async function sheetOf(app: Awaited<ReturnType<typeof openSite>>['app']): Promise<string> {
  const page = await (await app.request('/')).text();
  const [, path] = /<link rel="stylesheet" href="([^"]+)"/.exec(page) ?? [];
  if (path === undefined) throw new Error('The front page links no style sheet.');
  return path;
}

describe('every answer', () => {
  it('allows nothing from elsewhere, no script, no framing by others and no guessing of types', async () => {
    const { app, paths } = await site();

    for (const path of paths) {
      const { headers } = await app.request(path);
      const policy = headers.get('content-security-policy');
      expect(policy, path).toContain("default-src 'none'");
      // The sign-up form has a script of ours beside it, which no page needs.
      expect(policy?.replace("script-src 'self'", ''), path).not.toMatch(/script-src|\*|https?:/);
      if (path !== '/favicon.svg') expect(policy, path).toMatch(/frame-ancestors '(none|self)'/);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('same-origin');
      expect(headers.get('x-frame-options'), path).toBe(path.endsWith('/html') ? 'SAMEORIGIN' : 'DENY');
    }
  });

  it('allows inline style in a frozen issue and in a mail, nowhere in our own pages', async () => {
    const { app } = await site();
    const inline = async (path: string) => {
      return (await app.request(path)).headers
        .get('content-security-policy')
        ?.includes("style-src 'unsafe-inline'");
    };

    expect(await inline(`/issues/${fullest.week}`)).toBe(true);
    expect(await inline('/outbox/issue/2026-w48-000001/html')).toBe(true);
    for (const path of [
      '/',
      '/issues',
      `/compare/${pair}`,
      '/outbox',
      '/outbox/issue/2026-w48-000001',
      '/nowhere',
    ]) {
      expect(await inline(path), path).toBe(false);
    }
  });

  it('asks browsers to stay with https only where the site is published so', async () => {
    const header = async (publicUrl: string) =>
      (await (await openSite({ settings: { PUBLIC_URL: publicUrl } })).app.request('/')).headers.get(
        'strict-transport-security',
      );

    expect(await header('https://weekly.example.com')).toMatch(/^max-age=\d+/);
    expect(await header('http://127.0.0.1:3000')).toBeNull();
  });

  it('has the same status and type for HEAD as for GET, and no body', async () => {
    const { app, paths } = await site();

    for (const path of paths) {
      const get = await app.request(path);
      const head = await app.request(path, { method: 'HEAD' });
      expect(head.status, path).toBe(get.status);
      expect(head.headers.get('content-type'), path).toBe(get.headers.get('content-type'));
      expect(await head.text(), path).toBe('');
    }
  });

  it('leaves outbox and database as they were', async () => {
    const { app, directory, store, paths } = await site();
    const before = [await listing(directory), await everyRow(store)];

    for (const path of paths) await (await app.request(path)).arrayBuffer();

    expect([await listing(directory), await everyRow(store)]).toEqual(before);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'is 405 for %s on any of our pages, with what is allowed',
    async method => {
      const { app, directory, paths } = await site();
      const before = await listing(directory);

      for (const path of paths.filter(path => !/nowhere|%E0/.test(path))) {
        const answer = await app.request(path, { method });
        expect(answer.status, path).toBe(405);
        expect(answer.headers.get('allow'), path).toBe('GET, HEAD');
        expect(await answer.text(), path).toContain(`This address does not take ${method}.`);
      }
      expect(await listing(directory)).toEqual(before);
    },
  );

  it('is a page with a way on where there is none, in any method', async () => {
    const { app } = await openSite();

    for (const method of ['GET', 'POST']) {
      const answer = await app.request('/nowhere', { method });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8');
      expect(await answer.text()).toContain('There is no page at this address.');
    }
  });
});

describe('style sheet and mark', () => {
  it('are linked by every page of ours and may be kept, the sheet for good', async () => {
    const { app } = await openSite();
    const page = await (await app.request('/nowhere')).text();
    const sheetPath = await sheetOf(app);
    const sheet = await app.request(sheetPath);
    const mark = await app.request('/favicon.svg');

    expect(page).toContain(`href="${sheetPath}"`);
    expect(page).toContain('href="/favicon.svg"');
    expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(sheet.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(mark.headers.get('content-type')).toBe('image/svg+xml');
    for (const path of ['/favicon.ico', '/apple-touch-icon.png']) {
      const picture = Buffer.from(await (await app.request(path)).arrayBuffer());
      expect(picture.subarray(1, 4).toString(), path).toBe('PNG');
    }
  });
});
