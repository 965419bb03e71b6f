import { describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { machineTool } from '../support/machine-tool.ts';
import { EMAIL, onPort, openReaderSite } from '../support/reader-site.ts';
import { openSqliteStore } from '../support/stores.ts';
import { ask, openCaddy, openNginx, type RunningProxy } from './proxies.ts';

const caddy = machineTool('caddy', 'caddy');
const nginx = machineTool('nginx', 'nginx');

const PROXIES: readonly [name: string, missing: boolean, open: (site: string) => Promise<RunningProxy>][] = [
  ['Caddy', caddy === null, async site => openCaddy(caddy ?? '', site, await freePort())],
  [
    'nginx',
    nginx === null,
    async site => openNginx(nginx ?? '', site, { tls: await freePort(), plain: await freePort() }),
  ],
];

/** As deploy/README.md says: the example's settings, and mail that stays here, which must show all the same. */
const SETTINGS = { PUBLIC_URL: 'https://news.example', TRUST_PROXY: '1' };

describe.each(PROXIES)('behind the example for %s', (_, isMissing, open) => {
  it.skipIf(isMissing)('readers sign up and leave, from where they are, and nobody is local', async () => {
    const { web, store, link } = await openReaderSite(await openSqliteStore(), { settings: SETTINGS });
    const proxy = await open(await onPort(web));

    const front = await ask(proxy, '/');
    expect(front.status).toBe(200);
    expect(front.body).not.toContain('/outbox');
    for (const path of ['/outbox', '/metrics', '/desk'])
      expect([303, 401, 404], path).toContain((await ask(proxy, path)).status);

    // What a visitor writes into the header themselves is not believed.
    const asked = await ask(proxy, '/subscribe', {
      fields: { email: 'new@readers.example' },
      visitor: '127.0.9.9',
      headers: { 'x-forwarded-for': '203.0.113.7', origin: 'https://news.example' },
    });
    expect(asked.status).toBe(303);
    const requests = await store.db.selectFrom('signup_requests').selectAll().execute();
    expect(requests).toEqual([expect.objectContaining({ email: 'new@readers.example' })]);
    expect(JSON.stringify(requests)).toContain('127.0.9.0/24');
    expect(JSON.stringify(requests)).not.toContain('203.0.113');

    // RFC 8058: no cookie, no redirect, and once more changes nothing.
    for (const _again of [1, 2]) {
      const left = await ask(proxy, link('unsubscribe'), { fields: { 'List-Unsubscribe': 'One-Click' } });
      expect(left.status).toBe(200);
      expect(left.headers['set-cookie']).toBeUndefined();
    }
    const reader = await store.db
      .selectFrom('subscribers')
      .select('state')
      .where('email', '=', EMAIL)
      .execute();
    expect(reader).toEqual([{ state: 'unsubscribed' }]);
  });

  it.skipIf(isMissing)('a file of several megabytes reaches the program, which decides itself', async () => {
    const { web } = await openReaderSite(await openSqliteStore(), { settings: SETTINGS });
    const proxy = await open(await onPort(web));
    const { status, body } = await ask(proxy, '/subscribe', { fields: { email: 'x'.repeat(3_000_000) } });
    expect(status).toBe(413);
    expect(body).toContain('At most 64 KB');
  });
});
