import { describe, expect, it } from 'vitest';
import { SECRET, signed } from '../feedback/hooks.ts';
import { openSite } from './site.ts';

const OWN = 'https://weekly.example.com';
const FORM = 'application/x-www-form-urlencoded';

async function post(path: string, headers: Record<string, string>): Promise<number> {
  const { app } = await openSite();
  const answer = await app.request(`${OWN}${path}`, {
    method: 'POST',
    headers: { host: 'weekly.example.com', 'content-type': FORM, ...headers },
    body: 'a=b',
  });
  if (answer.status === 403) {
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain('This came from another site.');
  }
  return answer.status;
}

describe('a form', () => {
  it.each([
    ['by another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['by a neighbour below the same domain', { 'sec-fetch-site': 'same-site', origin: OWN }],
    ['by an old browser on another site', { origin: 'https://evil.example' }],
    ['from a page without an origin', { origin: 'null' }],
    ['from what only looks like us', { origin: 'https://weekly.example.com.evil.example' }],
    ['from no address at all', { origin: 'evil' }],
    ['as JSON', { origin: 'https://evil.example', 'content-type': 'application/json' }],
    ['as JSON by another site', { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }],
    ['as plain text', { origin: 'https://evil.example', 'content-type': 'text/plain' }],
    ['without a type', { origin: 'https://evil.example', 'content-type': '' }],
  ])('posted %s is refused', async (_, headers) => {
    for (const path of ['/', '/desk/approve', '/nowhere']) expect(await post(path, headers), path).toBe(403);
  });

  it.each([
    ['by our own page', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
    ['by a person’s own doing', { 'sec-fetch-site': 'none' }],
    ['by our own page in an old browser', { origin: OWN }],
    ['behind a proxy that speaks https', { origin: 'http://weekly.example.com' }],
    ['by a program', {}],
  ])('posted %s is taken', async (_, headers) => {
    expect(await post('/nowhere', headers)).toBe(404);
  });

  it('on a page that its token opens is taken from old browsers, which send no origin from there', async () => {
    expect(await post('/preferences/token', { origin: 'null' })).toBe(404);
    expect(await post('/preferences/token', { origin: 'https://evil.example' })).toBe(403);
    expect(await post('/preferences/token', { 'sec-fetch-site': 'cross-site', origin: 'null' })).toBe(403);
    for (const path of ['/desk/sign-in', '/desk/issues/2026-W48/words'])
      expect(await post(path, { origin: 'null' }), path).toBe(403);
  });

  it('for leaving, signing up and webhooks is taken from anywhere', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    // Taken, and then not readable.
    expect(await post('/unsubscribe/token', foreign)).toBe(404);
    expect(await post('/lost-link', foreign)).toBe(400);
    expect(await post('/subscribe', foreign)).not.toBe(403);
    const { app } = await openSite();
    const call = signed({ id: 'a', body: '{}', secret: SECRET });
    const headers = { ...(call.headers as Record<string, string>), ...foreign };
    expect((await app.request('/hooks/resend', { ...call, headers })).status).toBe(503);
  });
});

describe('a body', () => {
  const tooLong = 'name='.padEnd(70_000, 'x');

  it.each(['/preferences/token', '/unsubscribe/token', '/nowhere'])(
    'of more than 64 KB is refused by %s, whether it says its length or not',
    async path => {
      const { app } = await openSite();
      const stream = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(tooLong));
          controller.close();
        },
      });
      const headers = { 'content-type': FORM };
      const said = { method: 'POST', body: tooLong, headers: { ...headers, 'content-length': '70000' } };
      const unsaid = { method: 'POST', body: stream, headers, duplex: 'half' };
      for (const request of [said, unsaid]) {
        const answer = await app.request(path, request);
        expect([path === '/nowhere' ? 404 : 413, 413]).toContain(answer.status);
        if (path !== '/nowhere') expect(await answer.text()).toContain('more than our forms can take');
      }
    },
  );
});
