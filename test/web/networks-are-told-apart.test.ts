import fc from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { networkOf, UNKNOWN_NETWORK, widerNetworkOf } from '../../src/audience/network.ts';
import { clientAddress } from '../../src/web/client-address.ts';

async function addressFrom(forwarded: string): Promise<string> {
  const app = new Hono().get('/', context => context.text(clientAddress(context, 1)));
  const peer = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
  return (await app.request('/', { headers: { 'X-Forwarded-For': forwarded } }, peer)).text();
}

describe('the network of a visitor behind a proxy', () => {
  it.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['203.0.113.7:40000', '203.0.113.0/24'],
    ['"203.0.113.7:40000"', '203.0.113.0/24'],
    ['10.0.0.1, 203.0.113.7:40000', '203.0.113.0/24'],
    ['2001:db8:1:2::7', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::7]', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::7]:40000', '2001:db8:1:2::/64'],
    ['"[2001:db8:1:2::7]:40000"', '2001:db8:1:2::/64'],
    ['[::ffff:203.0.113.7]:443', '203.0.113.0/24'],
    ['unknown', UNKNOWN_NETWORK],
    ['203.0.113.7:40000:1', UNKNOWN_NETWORK],
  ])('is read from %s', async (forwarded, network) => {
    expect(networkOf(await addressFrom(forwarded))).toBe(network);
  });

  it('is the same with a port and without', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(65_535), async (address, port) => {
        const written = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
        expect(networkOf(await addressFrom(written))).toBe(networkOf(address));
      }),
    );
  });
});

describe('a wider network', () => {
  it('holds every network of one customer', () => {
    const wider = (address: string) => widerNetworkOf(networkOf(address));
    expect(wider('2001:db8:1:2::7')).toBe('2001:db8:1::/48');
    expect(wider('2001:db8:1:ff00::1')).toBe('2001:db8:1::/48');
    expect(wider('2001:db8:2::1')).toBe('2001:db8:2::/48');
    expect(wider('::1')).toBe('0:0:0::/48');
    for (const narrow of ['203.0.113.7', '::ffff:203.0.113.7', '']) expect(wider(narrow)).toBeNull();
  });
});
