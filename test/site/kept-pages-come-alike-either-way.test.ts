import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWebServer } from '../../src/web/web-server.ts';
import { fullest } from '../support/content.ts';
import { emptyOutbox, openSite, type SiteOptions } from '../web/site.ts';
import { openSiteWith } from './sent-issue.ts';
import { type Answer, ask, served } from './served-site.ts';

const [LEAD] = fullest.pairings;
const COMPARED = `/compare/${LEAD!.slug}`;
const PAGES = [
  '/',
  '/issues',
  '/issues?page=2',
  `/issues/${fullest.week}`,
  COMPARED,
  '/how-we-pick',
  '/privacy',
  '/feed.xml',
  '/sitemap.xml',
  '/robots.txt',
  `/share/${LEAD!.slug}.png`,
];
/** A page with a form counts as sent out anew after a second. */
const STAMP = /(name="form" value=")([^"]+)/;

function tagOf({ headers }: Answer): string {
  return headers.find(line => line.startsWith('etag: '))?.slice('etag: '.length) ?? '';
}

async function publishedSite(options: SiteOptions & { readonly past?: number } = {}) {
  return served(await openSiteWith(fullest, { logLevel: 'info', ...options }));
}

describe('a kept page that goes straight to the socket', () => {
  it('is byte for byte what the routes answer: headers, 304, HEAD, every encoding', async () => {
    const site = await publishedSite({ past: 30 });
    const routes = await openWebServer({ fetch: site.app.fetch }, { hostname: '127.0.0.1', port: 0 });
    onTestFinished(() => routes.close());
    const tags: string[] = ['*', '"other"'];
    for (const page of PAGES) {
      for (const encoding of ['identity', 'gzip', 'br'])
        tags.push(tagOf(await ask(site.port, page, { headers: { 'accept-encoding': encoding } })));
    }
    const before = site.routed();
    const asked = fc.record({
      page: fc.constantFrom(...PAGES),
      method: fc.constantFrom('GET', 'HEAD'),
      encoding: fc.constantFrom(undefined, 'identity', 'gzip, deflate, br', 'gzip;q=0.5', 'br;q=0', '*'),
      known: fc.option(fc.constantFrom(...tags), { nil: undefined }),
      weak: fc.boolean(),
      agent: fc.constantFrom('curl/8', 'Mozilla/5.0'),
    });
    const statuses = new Set<string>();
    await fc.assert(
      fc.asyncProperty(asked, async ({ page, method, encoding, known, weak, agent }) => {
        const headers = {
          'user-agent': agent,
          cookie: 'session=x',
          ...(encoding !== undefined && { 'accept-encoding': encoding }),
          ...(known !== undefined && { 'if-none-match': weak ? `W/${known}, "x"` : known }),
        };
        const straight = await ask(site.port, page, { method, headers });
        expect(straight).toEqual(await ask(routes.port, page, { method, headers }));
        expect(straight.headers.join('\n')).toMatch(/content-security-policy: default-src 'none'/);
        expect(straight.headers.join('\n')).toMatch(/x-content-type-options: nosniff/);
        statuses.add(`${method} ${straight.status}`);
      }),
      { numRuns: 300 },
    );
    expect([...statuses].sort()).toEqual(['GET 200', 'GET 304', 'HEAD 200', 'HEAD 304']);
    expect(site.routed()).toBe(before);
  });

  it('comes on a connection that stays open, in the order asked', async () => {
    const { port, routed } = await publishedSite();
    for (const page of ['/', '/feed.xml']) await ask(port, page);
    const before = routed();
    const socket = connect(port, '127.0.0.1');
    const lines = (page: string) => `HEAD ${page} HTTP/1.1\r\nHost: weekly.example.com\r\n\r\n`;
    socket.write(
      lines('/') + lines('/feed.xml') + lines('/').replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'),
    );
    let text = '';
    socket.on('data', chunk => {
      text += chunk.toString('latin1');
    });
    await once(socket, 'close');
    expect([...text.matchAll(/content-type: ([\w/+]+)/g)].map(([, type]) => type)).toEqual([
      'text/html',
      'application/atom+xml',
      'text/html',
    ]);
    expect(routed()).toBe(before);
  });

  it('has a stamp that is at most a second old, and nobody waits for the next one while many ask', async () => {
    const { port, clock, routed } = await publishedSite();
    const stamp = async () => STAMP.exec((await ask(port, COMPARED)).body.toString())?.[2];
    const first = await stamp();
    const before = routed();
    clock.advance(699);
    expect(await stamp()).toBe(first);
    clock.advance(200);
    // Packed anew behind this answer.
    expect(await stamp()).toBe(first);
    await expect.poll(stamp).not.toBe(first);
    const second = await stamp();
    clock.advance(1_000);
    expect(await stamp()).not.toBe(second);
    expect(routed()).toBe(before);
  });
});

describe('what is not asked plainly', () => {
  const odd: [string, string][] = [
    ['two hosts', 'GET / HTTP/1.1\r\nHost: weekly.example.com\r\nHost: evil.example\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n'],
    ['a host in capitals', 'GET / HTTP/1.1\r\nHost: WEEKLY.example.com\r\n'],
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b@c\r\n'],
    ['HTTP/1.0', 'GET / HTTP/1.0\r\nHost: weekly.example.com\r\n'],
    ['a query', 'GET /?utm_source=x HTTP/1.1\r\nHost: weekly.example.com\r\n'],
    ['a whole URL', 'GET http://weekly.example.com/ HTTP/1.1\r\nHost: weekly.example.com\r\n'],
    ['an escaped path', 'GET /%69ssues HTTP/1.1\r\nHost: weekly.example.com\r\n'],
    ['a path with dots', 'GET /x/../issues HTTP/1.1\r\nHost: weekly.example.com\r\n'],
    ['a body', 'GET / HTTP/1.1\r\nHost: weekly.example.com\r\nContent-Length: 0\r\n'],
    ['another method', 'POST / HTTP/1.1\r\nHost: weekly.example.com\r\nContent-Length: 0\r\n'],
  ];

  it.each(odd)('is left to the routes: %s', async (_, head) => {
    const { port, routed, app } = await publishedSite();
    const routes = await openWebServer({ fetch: app.fetch }, { hostname: '127.0.0.1', port: 0 });
    onTestFinished(() => routes.close());
    for (const page of ['/', '/issues']) await ask(port, page);
    const before = routed();
    const said = async (to: number) => {
      const socket = connect(to, '127.0.0.1');
      socket.write(`${head}Connection: close\r\n\r\n`);
      let text = '';
      for await (const chunk of socket) text += (chunk as Buffer).toString('latin1');
      return text.replace(/Date: [^\r]+/, '');
    };
    expect(await said(port)).toBe(await said(routes.port));
    // Some of them Node or the framework refuses before any route.
    expect(routed() - before).toBe(/no host|host that/.test(_) ? 0 : 1);
  });

  it('is everything that is nobody else’s: no such page ever comes early', async () => {
    const { port, routed } = await publishedSite();
    const paths = [
      '/unsubscribe/x',
      '/preferences/x',
      '/vote/x',
      '/desk/sign-in',
      '/subscribe',
      '/readyz',
      '/nowhere',
    ];
    for (const path of paths) {
      for (const _turn of [1, 2]) {
        const before = routed();
        await ask(port, path);
        expect([path, routed() - before]).toEqual([path, 1]);
      }
    }
  });

  it('is every request while each has its line in the log', async () => {
    const { port, lines } = await publishedSite({ logLevel: 'debug' });
    for (const _turn of [1, 2, 3]) await ask(port, COMPARED);
    expect(lines.filter(({ message }) => message === 'request').length).toBe(3);
  });

  it('is every request where who sits at the machine is led to the outbox', async () => {
    // Without an issue the front page tells them of it.
    const site = await openSite({ outbox: await emptyOutbox(), logLevel: 'info' });
    const { port, routed } = await served(site);
    const from = async (headers?: Record<string, string>) =>
      (await ask(port, '/', { headers })).body.toString();
    for (const _turn of [1, 2]) {
      expect(await from()).toContain('href="/outbox"');
      expect(await from({ 'x-forwarded-for': '203.0.113.9' })).not.toContain('href="/outbox"');
    }
    expect(routed()).toBe(4);
  });
});
