import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followLink } from '../../src/newsroom/follow-link.ts';
import { openLinkClient } from '../../src/newsroom/link-client.ts';
import { isPublicAddress } from '../../src/newsroom/private-address.ts';
import { type LinkServer, openLinkServer } from '../support/link-server.ts';

describe('a link that is asked', () => {
  let site: LinkServer;
  const client = openLinkClient({ allowLoopback: true });
  const strict = openLinkClient({ allowLoopback: false });
  const ask = (link: string, by = client, timeoutMs = 5_000) =>
    followLink(by, link, { timeoutMs, signal: new AbortController().signal });
  const answered = (status: number, path: string) => ({
    kind: 'answered',
    status,
    finalUrl: `${site.here}${path}`,
  });

  beforeAll(async () => {
    site = await openLinkServer();
  });
  afterAll(async () => {
    await client.close();
    await strict.close();
    await site.close();
  });

  it('is asked for its head, and in full where a server says no to that', async () => {
    const from = site.asked.length;
    expect(await ask(`${site.here}/ok`)).toEqual(answered(200, '/ok'));
    expect(await ask(`${site.here}/no-head`)).toEqual(answered(200, '/no-head'));
    expect(await ask(`${site.here}/wrong-head`)).toEqual(answered(200, '/wrong-head'));
    expect(await ask(`${site.here}/missing`)).toEqual(answered(404, '/missing'));
    expect(await ask(`${site.here}/gone`)).toEqual(answered(410, '/gone'));
    expect(await ask(`${site.here}/forbidden`)).toEqual(answered(403, '/forbidden'));
    expect(await ask(`${site.here}/busy`)).toEqual(answered(429, '/busy'));
    expect(site.asked.slice(from)).toEqual([
      'HEAD /ok',
      ...['HEAD', 'GET'].flatMap(method => [`${method} /no-head`]),
      ...['HEAD', 'GET'].flatMap(method => [`${method} /wrong-head`]),
      ...['HEAD', 'GET'].flatMap(method => [`${method} /missing`]),
      ...['HEAD', 'GET'].flatMap(method => [`${method} /gone`]),
      ...['HEAD', 'GET'].flatMap(method => [`${method} /forbidden`]),
      'HEAD /busy',
    ]);
  });

  it('is followed to where it leads, and no further than it makes sense', async () => {
    expect(await ask(`${site.here}/same`)).toEqual(answered(200, '/ok'));
    expect(await ask(`${site.here}/other`)).toEqual({
      kind: 'answered',
      status: 200,
      finalUrl: `${site.elsewhere}/ok`,
    });
    expect(await ask(`${site.here}/circle`)).toEqual({
      kind: 'failed',
      reason: 'its redirects lead in a circle',
    });
    expect(await ask(`${site.here}/hop/1`)).toEqual({ kind: 'failed', reason: 'more than 5 redirects' });
    expect(await ask(`${site.here}/app`)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('itms-apps:'),
    });
  });

  it('is waited for only so long, and told in words when nothing comes', async () => {
    expect(await ask(`${site.here}/slow`)).toEqual(answered(200, '/slow'));
    expect(await ask(`${site.here}/never`, client, 200)).toEqual({
      kind: 'failed',
      reason: 'no answer within 0.2 s',
    });
    expect(await ask(`${site.here}/cut`)).toEqual({ kind: 'failed', reason: 'the connection was cut' });
    expect(await ask('http://127.0.0.1:1/')).toEqual({
      kind: 'failed',
      reason: 'the connection was refused',
    });
    const unknown = await ask('http://no-such-host.invalid/');
    expect(unknown).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/DNS|network/) });
  });

  it('is never asked inside a private network, whatever leads there', async () => {
    const from = site.asked.length;
    expect(await ask(`${site.here}/inside`)).toEqual({ kind: 'private', reason: '169.254.169.254' });
    for (const address of [
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.7/',
      'http://0x7f000001/',
      'http://[::ffff:127.0.0.1]/',
      'http://[fd00::1]/',
    ])
      expect((await ask(address, strict)).kind, address).toBe('private');
    expect(await ask(`${site.here}/ok`, strict)).toEqual({ kind: 'private', reason: '127.0.0.1' });
    expect(await ask(`${site.elsewhere}/ok`, strict)).toMatchObject({
      kind: 'private',
      reason: expect.stringMatching(/^localhost is (127\.0\.0\.1|::1)$/),
    });
    expect(site.asked.slice(from)).toEqual(['HEAD /inside']);
  });

  it.each([
    ['8.8.8.8', true],
    ['172.15.0.1', true],
    ['172.31.255.255', false],
    ['100.64.0.1', false],
    ['192.168.1.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['2606:4700::1111', true],
    ['fe80::1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::a00:7', false],
    ['2002:a00:7::', false],
    ['2001:db8::1', false],
    ['3fff::1', false],
    ['3fff:fff:ffff::1', false],
    ['192.88.99.1', false],
  ])('%s is public: %s', (address, expected) => expect(isPublicAddress(address, false)).toBe(expected));
});
