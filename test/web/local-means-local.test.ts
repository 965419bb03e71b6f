import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrival, isLocalVisitor, isLoopbackHost } from '../../src/machine/local.ts';

const SITE = { PUBLIC_URL: 'http://127.0.0.1:3000', TRUST_PROXY: 0 };
const BROWSER: Arrival = {
  peer: '127.0.0.1',
  host: 'localhost',
  headerNames: ['host', 'user-agent', 'accept', 'sec-fetch-site', 'cookie'],
  httpVersion: '1.1',
};

describe('a visitor is local', () => {
  it.each([
    ['over IPv4', {}],
    ['over IPv6', { peer: '::1', host: '[::1]' }],
    ['over IPv4 in IPv6', { peer: '::ffff:127.0.0.1' }],
    ['under a name of this machine', { host: 'verdicts.localhost' }],
  ] as const)('%s, from this machine to it', (_, change) => {
    expect(isLocalVisitor(SITE, { ...BROWSER, ...change })).toBe(true);
  });

  it.each([
    ['from another machine', { peer: '192.168.1.7' }],
    ['from nowhere known', { peer: '' }],
    ['from a name that only begins like this machine', { peer: '127.0.0.1.evil.example' }],
    ['under the name a proxy kept', { host: 'news.example' }],
    ['under a name that a page on the web points here', { host: '127.0.0.1.evil.example' }],
    ['through a proxy that speaks HTTP/1.0', { httpVersion: '1.0' }],
  ] as const)('not %s', (_, change) => {
    expect(isLocalVisitor(SITE, { ...BROWSER, ...change })).toBe(false);
  });

  it.each([
    'X-Forwarded-For',
    'x-forwarded-proto',
    'X-Forwarded-Host',
    'X-Forwarded-Server',
    'Forwarded',
    'Via',
    'X-Real-IP',
    'CF-Connecting-IP',
    'True-Client-IP',
    'X-Amzn-Trace-Id',
    'X-Original-Forwarded-For',
    'Tailscale-User-Login',
  ])('not with the header %s, whatever it says', name => {
    expect(isLocalVisitor(SITE, { ...BROWSER, headerNames: [...BROWSER.headerNames, name] })).toBe(false);
  });

  it('never on a site that is published or behind a proxy', () => {
    for (const site of [
      { ...SITE, PUBLIC_URL: 'https://news.example' },
      { ...SITE, PUBLIC_URL: 'https://127.0.0.1.news.example' },
      { ...SITE, TRUST_PROXY: 1 },
    ]) {
      expect(isLocalVisitor(site, BROWSER)).toBe(false);
    }
  });

  it('under no name but localhost and loopback addresses', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6()), host => {
        const isOurs = host.startsWith('127.') || /^(?:0{0,4}:)*:?0*1$/.test(host);
        fc.pre(!isOurs);
        expect(isLoopbackHost(host)).toBe(false);
      }),
    );
  });
});
