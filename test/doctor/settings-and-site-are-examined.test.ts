import { afterEach, expect, it } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { badSettings } from '../../src/doctor/settings-check.ts';
import { closedPort } from '../support/closed-port.ts';
import { examined, REAL, states } from './examined.ts';
import { startServer } from './local-server.ts';

const running: { close(): void }[] = [];
afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

const SETTINGS = ['postal address', 'sender', 'editors', 'secret keys', 'public address', 'webhook secret'];

it('finds nothing wrong with the settings of a publication on the air', async () => {
  const found = await examined(REAL, {});
  expect(states(found, ...SETTINGS)).toEqual(Object.fromEntries(SETTINGS.map(check => [check, 'ok'])));
});

it('finds every sample that was left where mail really goes out', async () => {
  const { MAIL_PROVIDER, RESEND_API_KEY } = REAL;
  const SECRET_KEYS = 'a'.repeat(40);
  const found = await examined({ MAIL_PROVIDER, RESEND_API_KEY, SECRET_KEYS }, {});
  expect(states(found, ...SETTINGS)).toEqual({
    'postal address': 'error',
    sender: 'error',
    editors: 'error',
    'secret keys': 'warning',
    'public address': 'error',
    'webhook secret': 'warning',
  });
  for (const check of SETTINGS) expect(found[check]?.fix).not.toBe('');
  expect(JSON.stringify(found)).not.toContain(SECRET_KEYS);
});

it('lets the same samples pass with a warning while mail stays in the outbox', async () => {
  const found = await examined({}, {});
  expect(states(found, 'postal address', 'sender', 'public address', 'outbox')).toEqual({
    'postal address': 'warning',
    sender: 'warning',
    'public address': 'ok',
    outbox: 'ok',
  });
  expect(found['mail API, domain, dns, clock']).toMatchObject({ state: 'unknown' });
});

it('calls the outbox of a published site an error, also as one of several providers', async () => {
  const { PUBLIC_URL, SECRET_KEYS } = REAL;
  for (const settings of [
    { PUBLIC_URL, SECRET_KEYS },
    { ...REAL, MAIL_PROVIDER: 'resend,outbox' },
    { TRUST_PROXY: '1', SECRET_KEYS },
  ]) {
    const { outbox } = await examined(settings, {});
    expect(outbox).toMatchObject({ state: 'error', fix: expect.stringContaining('MAIL_PROVIDER') as string });
  }
});

it('says that plain http will not do', async () => {
  const found = await examined({ ...REAL, PUBLIC_URL: 'http://weekly.example.net' }, {});
  expect(states(found, 'public address')).toEqual({ 'public address': 'error' });
});

it('asks the site at its public address whether it is this program', async () => {
  const site = await startServer({ '/healthz': { status: 200, body: { status: 'ok' } } });
  const other = await startServer({});
  running.push(site, other);
  const ask = async (url: string) =>
    (await examined({ ...REAL, PUBLIC_URL: url }, { fetch: (target, init) => fetch(target, init) }))[
      'site and webhooks'
    ];
  expect(await ask(site.url)).toMatchObject({ state: 'ok' });
  expect(await ask(other.url)).toMatchObject({
    state: 'error',
    found: expect.stringContaining('404') as string,
  });
  const closed = `http://127.0.0.1:${await closedPort()}`;
  expect(await ask(closed)).toMatchObject({
    state: 'warning',
    found: `nothing is listening at ${closed}/healthz`,
  });
  expect(await ask('https://no-such-host.invalid')).toMatchObject({ state: 'unknown' });
});

it('turns each bad setting into a finding and masks what is secret', () => {
  const outcome = loadSettings({ ENV_FILE: 'off', MAIL_PROVIDER: 'resend', SECRET_KEYS: 'short', PORT: 'x' });
  const findings = badSettings(outcome.kind === 'bad' ? outcome.message : '');
  expect(findings.map(({ state, found }) => [state, found.split(':')[0]])).toEqual([
    ['error', 'PORT'],
    ['error', 'SECRET_KEYS'],
    ['error', 'RESEND_API_KEY'],
    ['unknown', 'not checked'],
  ]);
  expect(JSON.stringify(findings)).not.toContain('short');
});

it('turns each fault of the publication’s file into a finding with its fix', () => {
  const outcome = loadSettings({ ENV_FILE: 'off', PUBLICATION: '/nowhere', PORT: 'x' });
  expect(badSettings(outcome.kind === 'bad' ? outcome.message : '')).toMatchObject([
    { check: 'settings', state: 'error' },
    {
      check: 'publication',
      state: 'error',
      found: '/nowhere/publication.json, $: there is no such file (found: nothing)',
      fix: expect.stringContaining('verdicts new DIR'),
    },
    { state: 'unknown' },
  ]);
});
