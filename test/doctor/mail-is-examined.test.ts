import { generateKeyPairSync } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { startDns } from './dns-server.ts';
import { examined, REAL, states } from './examined.ts';
import { startServer } from './local-server.ts';
import { zoneFile } from './zone.ts';

const DOMAIN = 'weekly.example.net';
const SPF = 'v=spf1 include:amazonses.com ~all';
const DKIM = `p=${'A'.repeat(392)}`;
const GOOD_DNS = {
  [`send.${DOMAIN}`]: [SPF],
  [`resend._domainkey.${DOMAIN}`]: [DKIM],
  '_dmarc.example.net': ['v=DMARC1; p=reject'],
  'amazonses.com': ['v=spf1 ip4:93.184.216.0/24 -all'],
};

const running: { close(): unknown }[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});
function closing<T extends { close(): unknown }>(server: T): T {
  running.push(server);
  return server;
}

async function standIn(options: Parameters<typeof startStandIn>[0] = {}) {
  const api = closing(await startStandIn({ requestsPerSecond: null, ...options }));
  return { ...REAL, RESEND_BASE_URL: api.url };
}

const DNS = ['dns spf', 'spf look-ups', 'dns dkim', 'dns dmarc', 'alignment', 'return path', 'bimi'];
const MAIL = ['mail API key', 'domain', 'clock', ...DNS];

it('finds nothing wrong where key, domain, records and clock are right', async () => {
  const settings = await standIn({ domains: [DOMAIN] });
  const { resolver: nameServer } = closing(await startDns(zoneFile('weekly')));
  const found = await examined(settings, { nameServer });
  expect(found['spf look-ups']).toMatchObject({ state: 'ok', found: '1 of 10 at send.weekly.example.net' });
  expect(states(found, ...MAIL)).toEqual(Object.fromEntries(MAIL.map(check => [check, 'ok'])));
  expect(Object.values(found).filter(finding => finding.state === 'error')).toEqual([]);
});

it('takes a sending-only key for good enough, and says what it could not ask', async () => {
  const found = await examined(await standIn({ sendingOnly: true }), {});
  expect(found['mail API key']).toMatchObject({ state: 'warning', found: 'accepted, for sending only' });
  expect(found.domain).toMatchObject({ state: 'unknown' });
  expect(found.clock).toMatchObject({ state: 'ok' });
});

it('says whether the key may publish what the thin wire needs', async () => {
  const thin = { MAIL_WIRE: 'thin' };
  const sendingOnly = await examined({ ...(await standIn({ sendingOnly: true })), ...thin }, {});
  expect(sendingOnly['thin wire']).toMatchObject({
    state: 'warning',
    found: 'the key may not manage templates: issues go out in full',
  });
  const full = await standIn({ domains: [DOMAIN] });
  expect(states(await examined({ ...full, ...thin }, {}), 'thin wire')).toEqual({ 'thin wire': 'ok' });
  expect(states(await examined(full, {}), 'thin wire')).toEqual({ 'thin wire': 'not there' });
  const second = { ...full, ...thin, MAIL_PROVIDER: 'smtp,resend', SMTP_URL: 'smtp://127.0.0.1:1' };
  expect((await examined(second, {}))['thin wire']).toMatchObject({
    state: 'warning',
    found: 'MAIL_WIRE=thin has no effect: neither resend nor ses is the first of MAIL_PROVIDER',
  });
});

it('tells a wrong key, an unregistered domain and an API that cannot be reached apart', async () => {
  const settings = await standIn({ domains: ['other.example.net'] });
  const wrong = await examined({ ...settings, RESEND_API_KEY: 're_another' }, {});
  expect(states(wrong, 'mail API key', 'domain')).toEqual({ 'mail API key': 'error', domain: 'unknown' });
  const unregistered = await examined(settings, {});
  expect(unregistered.domain).toMatchObject({
    state: 'error',
    found: `${DOMAIN} is not registered; the account has other.example.net`,
  });
  const away = await examined({ ...settings, RESEND_BASE_URL: 'http://127.0.0.1:1' }, {});
  expect(states(away, 'mail API key', 'domain', 'clock')).toEqual({
    'mail API key': 'unknown',
    domain: 'unknown',
    clock: 'unknown',
  });
  expect(away['mail API key']?.found).toContain('could not be checked offline');
});

it('looks for the records under the names the API tells, and names those it has not verified', async () => {
  const records = [
    { record: 'SPF', type: 'MX', name: 'bounce', value: 'x', status: 'verified' },
    { record: 'SPF', type: 'TXT', name: 'bounce', value: SPF, status: 'failed' },
    { record: 'DKIM', type: 'TXT', name: 'key1._domainkey', value: DKIM, status: 'verified' },
    { record: 'Receiving', type: 'MX', name: '@', value: 'x', status: 'failed' },
  ];
  const domain = { id: 'd1', name: DOMAIN, status: 'partially_failed' };
  const api = closing(
    await startServer({
      '/domains': { status: 200, body: { object: 'list', has_more: false, data: [domain] } },
      '/domains/d1': { status: 200, body: { ...domain, records } },
    }),
  );
  const { resolver: nameServer } = closing(
    await startDns({ [`bounce.${DOMAIN}`]: [SPF], [`key1._domainkey.${DOMAIN}`]: [DKIM] }),
  );
  const found = await examined({ ...REAL, RESEND_BASE_URL: api.url }, { nameServer });
  expect(found.domain).toMatchObject({
    state: 'error',
    found: `${DOMAIN} is partially_failed; not verified: SPF TXT bounce (failed)`,
  });
  expect(states(found, 'dns spf', 'dns dkim', 'dns dmarc')).toEqual({
    'dns spf': 'ok',
    'dns dkim': 'ok',
    'dns dmarc': 'error',
  });
});

it.each([
  [{ ...GOOD_DNS, [`send.${DOMAIN}`]: [] as string[] }, 'dns spf', 'error', 'no SPF record'],
  [{ ...GOOD_DNS, [`send.${DOMAIN}`]: [SPF, 'v=spf1 -all'] }, 'dns spf', 'error', '2 SPF records'],
  [{ ...GOOD_DNS, [`send.${DOMAIN}`]: ['v=spf1 +all'] }, 'dns spf', 'error', '+all'],
  [{ ...GOOD_DNS, [`resend._domainkey.${DOMAIN}`]: ['v=DKIM1; p='] }, 'dns dkim', 'error', 'revoked'],
  [{ ...GOOD_DNS, [`resend._domainkey.${DOMAIN}`]: ['other'] }, 'dns dkim', 'error', 'no DKIM key'],
  [{ ...GOOD_DNS, '_dmarc.example.net': ['v=DMARC1; p=none'] }, 'dns dmarc', 'warning', 'p=none'],
  [{ ...GOOD_DNS, '_dmarc.example.net': ['v=DMARC1'] }, 'dns dmarc', 'error', 'no policy'],
])('sees what is wrong with records %#', async (records, check, state, words) => {
  const { resolver: nameServer } = closing(await startDns(records));
  const found = await examined(await standIn({ domains: [DOMAIN] }), { nameServer });
  expect(found[check]).toMatchObject({ state, found: expect.stringContaining(words) as string });
  expect(found[check]?.fix).not.toBe('');
});

it.each(['fail', 'closed'] as const)(
  'does not take a name server that is %s for a missing record',
  async way => {
    const { resolver: nameServer } = closing(await startDns(way));
    const found = await examined(await standIn({ domains: [DOMAIN] }), { nameServer });
    for (const check of ['dns spf', 'dns dkim', 'dns dmarc', 'return path']) {
      expect(found[check]).toMatchObject({
        state: 'unknown',
        found: expect.stringContaining('could not be checked offline') as string,
      });
    }
    expect(states(found, 'alignment', 'bimi')).toEqual({ alignment: 'unknown', bimi: 'unknown' });
  },
);

it.each([
  [10_000, 'ok'],
  [-60_000, 'warning'],
  [60_000, 'warning'],
  [-400_000, 'error'],
])('compares a clock that is %i ms off with the mail API’s', async (off, state) => {
  const found = await examined(await standIn({ domains: [DOMAIN] }), { now: () => Date.now() + off });
  expect(found.clock).toMatchObject({ state });
});

it('compares the published key with the one mails are signed with over SMTP', async () => {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  const [ours, other] = [pair(), pair()];
  const settings = {
    ...REAL,
    MAIL_PROVIDER: 'smtp',
    SMTP_URL: 'smtp://127.0.0.1:25',
    SMTP_DKIM_DOMAIN: DOMAIN,
    SMTP_DKIM_SELECTOR: 's1',
    SMTP_DKIM_KEY: ours.privateKey,
  };
  for (const [pair, state] of [
    [ours, 'ok'],
    [other, 'error'],
  ] as const) {
    const { resolver: nameServer } = closing(
      await startDns({
        [DOMAIN]: ['v=spf1 a -all'],
        [`s1._domainkey.${DOMAIN}`]: [`v=DKIM1; k=rsa; p=${pair.publicKey.toString('base64')}`],
      }),
    );
    const found = await examined(settings, { nameServer });
    expect(states(found, 'dns spf', 'dns dkim')).toEqual({ 'dns spf': 'ok', 'dns dkim': state });
    expect(states(found, 'one-click signature')).toEqual({ 'one-click signature': 'ok' });
  }
});
