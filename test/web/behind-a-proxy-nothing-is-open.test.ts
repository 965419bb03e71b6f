import { describe, expect, it } from 'vitest';
import { onPort } from '../support/reader-site.ts';
import { sendRaw } from './raw-http.ts';
import { emptyOutbox, mail, openSite, sendToOutbox } from './site.ts';
import { openProxy, type ProxyHabits } from './site-behind-a-proxy.ts';

const MAILS = ['', '/issue/2026-w48-000001', '/issue/2026-w48-000001/html', '/issue/2026-w48-000001/eml'];

/** A site with the outbox for its provider and a mail in it. @returns its address */
async function siteOf(settings: Record<string, string>): Promise<string> {
  const outbox = await emptyOutbox();
  await sendToOutbox(outbox, [mail()]);
  return onPort((await openSite({ outbox, settings })).app);
}

async function statuses(port: number, host: string): Promise<number[]> {
  const paths = [...MAILS.map(path => `/outbox${path}`), '/metrics'];
  const answers = await Promise.all(paths.map(path => sendRaw(port, { path, headers: [`Host: ${host}`] })));
  for (const { body } of answers) expect(body).not.toContain('Ship Zed.');
  return answers.map(({ status }) => status);
}

describe('behind a proxy the outbox and the metrics are closed', () => {
  const published = { PUBLIC_URL: 'https://news.example' };
  const forgotten = {};

  const cases: readonly (readonly [string, Record<string, string>, ProxyHabits])[] = [
    ['published, Host kept', published, {}],
    ['published, Host replaced', published, { host: '127.0.0.1' }],
    [
      'published, Host replaced, with a forwarding header',
      published,
      { host: '127.0.0.1', adds: { 'X-Forwarded-For': '203.0.113.9' } },
    ],
    ['PUBLIC_URL forgotten, Host kept', forgotten, {}],
    ...[
      { 'X-Forwarded-For': '203.0.113.9' },
      { Forwarded: 'for=203.0.113.9' },
      { Via: '1.1 proxy' },
      { 'X-Real-IP': '203.0.113.9' },
    ].map(
      adds =>
        [
          `PUBLIC_URL forgotten, Host replaced, ${Object.keys(adds)[0]}`,
          forgotten,
          { host: '127.0.0.1', adds },
        ] as const,
    ),
  ];

  it.each(cases)('%s', async (_, settings, habits) => {
    const port = await openProxy(await siteOf(settings), habits);
    for (const status of await statuses(port, 'news.example')) expect([401, 403, 404]).toContain(status);
  });

  it('and no page leads there', async () => {
    const site = await siteOf(forgotten);
    const port = await openProxy(site, { adds: { Via: '1.1 proxy' } });
    const front = async (at: string) => (await fetch(`${at}/`)).text();
    // The page for who sits at the machine is drawn first, and kept.
    expect(await front(site)).toContain('/outbox');
    expect(await front(`http://127.0.0.1:${port}`)).not.toContain('/outbox');
    const asked = await fetch(`http://127.0.0.1:${port}/desk/sign-in/asked`);
    expect(await asked.text()).not.toContain('/outbox');
    expect(await front(site)).toContain('/outbox');
  });

  it('while who sits at the machine reads them', async () => {
    const { port } = new URL(await siteOf(forgotten));
    const paths = ['/outbox', '/outbox/issue/2026-w48-000001', '/metrics', '/desk/sign-in/asked'];
    const open = await Promise.all(
      paths.map(path => sendRaw(Number(port), { path, headers: [`Host: localhost:${port}`] })),
    );
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(open[3]?.body).toContain('/outbox?kind=sign-in');
  });
});

describe('the metrics', () => {
  const TOKEN = 'a-token-of-some-length';

  it('open from anywhere with METRICS_TOKEN and with nothing else', async () => {
    const { app } = await openSite({ settings: { METRICS_TOKEN: TOKEN } });
    const ask = async (headers: Record<string, string>) =>
      (await app.request('/metrics', { headers })).status;

    expect(await ask({ Authorization: `Bearer ${TOKEN}` })).toBe(200);
    expect(await ask({ Authorization: `bearer ${TOKEN}` })).toBe(200);
    for (const wrong of [
      '',
      'Bearer ',
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      `Basic ${TOKEN}`,
      TOKEN,
    ])
      expect(await ask({ Authorization: wrong }), wrong).toBe(401);
    expect(await ask({})).toBe(401);
  });

  it('open to no bearer where no token is set', async () => {
    const { app } = await openSite();
    const headers = { Authorization: 'Bearer undefined' };
    expect((await app.request('/metrics', { headers })).status).toBe(401);
  });
});
