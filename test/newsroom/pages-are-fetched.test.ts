import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchPage } from '../../src/newsroom/fetch-page.ts';

const LIMITS = { deadlineMs: 1_000, bytes: 10_000 };
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function site(answer: RequestListener): Promise<URL> {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/page`);
}

const to =
  (location: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(302, { location }).end();

async function why(answer: RequestListener): Promise<string> {
  const got = await fetchPage(await site(answer), true, LIMITS);
  return got.kind === 'refused' ? got.why : `page of ${got.bytes.length} bytes`;
}

describe('a page', () => {
  it('is fetched from where its redirects end', async () => {
    const url = await site((request, response) => {
      if (request.url === '/page') response.writeHead(301, { location: '/there' }).end();
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>é');
    });
    expect(await fetchPage(url, true, LIMITS)).toEqual({
      kind: 'page',
      bytes: Buffer.from('<p>é'),
      url: new URL('/there', url).href,
      type: 'text/html; charset=utf-8',
    });
  });

  it.each<[string, RequestListener, RegExp]>([
    ['is gone', (_, response) => void response.writeHead(404).end('x'), /status 404/],
    ['is too long', (_, response) => void response.end('x'.repeat(10_001)), /larger than/],
    [
      'says that it is too long',
      (_, response) => void response.writeHead(200, { 'content-length': '999999999' }).write('x'),
      /larger than/,
    ],
    [
      'never ends',
      (_, response) => {
        const drip = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(drip));
      },
      /no whole page within 1 seconds/,
    ],
    ['never begins', () => undefined, /no whole page within 1 seconds/],
    ['is cut', request => void request.socket.destroy(), /no answer: the connection was cut/],
    [
      'is packed unasked',
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x')),
      /compressed with gzip/,
    ],
    ['leads in a circle', to('/page'), /redirects more than 5 times/],
    [
      'leads into a private network',
      to('https://10.0.0.7/'),
      /10\.0\.0\.7 was not contacted: it is on a private network/,
    ],
    ['leads to the machine’s own data', to('http://169.254.169.254/latest'), /on a private network/],
    ['leads to an address without https', to('http://1.1.1.1/'), /is not https/],
    ['leads to another kind of address', to('ftp://example.com/'), /is not https/],
  ])('that %s is refused, with the reason', async (_what, answer, reason) => {
    expect(await why(answer)).toMatch(reason);
  });

  it('of this machine is not asked for, unless somebody tries their own', async () => {
    const url = await site((_, response) => void response.end('secret'));
    expect(await fetchPage(url, false, LIMITS)).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/private network/),
    });
    const named = new URL(url.href.replace('127.0.0.1', 'localhost').replace('http:', 'https:'));
    expect(await fetchPage(named, false, LIMITS)).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/private network/),
    });
  });
});
