import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Hook } from '../../scripts/stand-in/postmark/account.ts';
import { type PostmarkStandIn, startPostmark } from '../../scripts/stand-in/postmark/stand-in.ts';
import { closedPort } from '../support/closed-port.ts';
import { examined, REAL, states } from './examined.ts';

const LOGIN = 'postmark:a-long-password-of-ours';
const PLACE = 'https://weekly.example.net/hooks/postmark';
const ALL = ['Delivery', 'Bounce', 'SpamComplaint', 'SubscriptionChange'] as const;
const CHECKS = [
  'mail API token',
  'mail stream',
  'unsubscribing',
  'webhook of broadcast',
  'webhook of outbound',
  'webhook login',
];

let api: PostmarkStandIn;
beforeEach(async () => {
  api = await startPostmark();
  api.account.hooks = ['broadcast', 'outbound'].map(stream => hook({ stream }));
});
afterEach(() => api.close());

function hook(change: Partial<Hook> = {}): Hook {
  const [user = '', password = ''] = LOGIN.split(':');
  return { url: PLACE, stream: 'broadcast', login: { user, password }, triggers: ALL, ...change };
}

/** As the program asks: of the API itself, and of our own site without a network. */
const look = (change: Record<string, string> = {}) =>
  examined(
    {
      ...REAL,
      MAIL_PROVIDER: 'postmark',
      POSTMARK_SERVER_TOKEN: api.account.token,
      POSTMARK_BASE_URL: api.url,
      POSTMARK_WEBHOOK_AUTH: LOGIN,
      ...change,
    },
    {
      fetch: (url, init) =>
        url.startsWith('http://127') ? fetch(url, init) : Promise.resolve(Response.json({ status: 'ok' })),
    },
  );

it('finds nothing wrong where token, streams and webhooks are right, and says what it cannot see', async () => {
  const found = await look();
  expect(states(found, ...CHECKS)).toEqual(Object.fromEntries(CHECKS.map(check => [check, 'ok'])));
  expect(found['mail API token']?.found).toBe('accepted, of the server “Verdicts”');
  expect(found.domain).toMatchObject({ state: 'unknown', fix: expect.stringContaining('Return-Path') });
  expect(api.calls()).toBe(0);
});

it('tells a token that is wrong from an API that does not answer', async () => {
  expect((await look({ POSTMARK_SERVER_TOKEN: 'wrong' }))['mail API token']).toMatchObject({
    state: 'error',
    found: expect.stringMatching(/^10 /),
  });
  const nobody = `http://127.0.0.1:${await closedPort()}`;
  expect((await look({ POSTMARK_BASE_URL: nobody }))['mail API token']).toMatchObject({ state: 'unknown' });
});

it('finds a sandbox, which delivers nothing', async () => {
  api.account.delivery = 'Sandbox';
  expect((await look())['mail API token']).toMatchObject({
    state: 'error',
    found: expect.stringContaining('sandbox'),
  });
});

it('finds a stream that is missing, archived or of another kind', async () => {
  expect((await look({ POSTMARK_MESSAGE_STREAM: 'news' }))['mail stream']).toMatchObject({
    state: 'error',
    found: expect.stringMatching(/^news: 1226/),
  });
  expect((await look({ POSTMARK_MESSAGE_STREAM: 'outbound' }))['mail stream']).toMatchObject({
    state: 'error',
    found: 'outbound is no broadcast stream but transactional',
  });
  api.account.streams.set('broadcast', {
    type: 'Broadcasts',
    archivedAt: '2026-11-01T00:00:00Z',
    unsubscribes: 'Custom',
  });
  expect((await look())['mail stream']).toMatchObject({ state: 'error', found: 'broadcast is archived' });
});

it('warns where Postmark adds an unsubscribe link of its own', async () => {
  api.account.streams.set('broadcast', { type: 'Broadcasts', archivedAt: null, unsubscribes: 'Postmark' });
  expect((await look()).unsubscribing).toMatchObject({ state: 'warning' });
});

it('finds webhooks that are missing, lead elsewhere, leave events out or carry another password', async () => {
  const webhook = async () => (await look())['webhook of broadcast'];
  api.account.hooks = [hook({ stream: 'outbound' })];
  expect(await webhook()).toMatchObject({
    state: 'error',
    found: expect.stringContaining('nothing is reported back'),
  });
  api.account.hooks = [hook({ url: 'https://elsewhere.example/hooks/postmark' })];
  expect(await webhook()).toMatchObject({ state: 'error' });
  api.account.hooks = [hook({ triggers: ['Delivery', 'Bounce'] })];
  expect(await webhook()).toMatchObject({
    state: 'error',
    found: 'SpamComplaint, SubscriptionChange: not reported',
  });
  api.account.hooks = [hook({ login: { user: 'postmark', password: 'another' } })];
  expect(await webhook()).toMatchObject({ state: 'warning' });
  api.account.hooks = [hook({ url: PLACE.replace('https://', `https://${LOGIN}@`), login: null })];
  expect(await webhook()).toMatchObject({ state: 'ok' });
  expect(JSON.stringify(await look())).not.toContain('a-long-password');
});

it('warns while no user and password are set', async () => {
  expect((await look({ POSTMARK_WEBHOOK_AUTH: '' }))['webhook login']).toMatchObject({ state: 'warning' });
});
