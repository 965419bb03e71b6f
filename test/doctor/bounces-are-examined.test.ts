import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { createKeyring } from '../../src/audience/token.ts';
import { createReturnPath } from '../../src/delivery/return-path.ts';
import { smtpNames } from '../../src/doctor/dns/dns-names.ts';
import { checkReturnPath } from '../../src/doctor/dns/return-path-check.ts';
import { openBounceListener } from '../../src/newsroom/returned/bounce-listener.ts';
import { whyNot } from '../../src/newsroom/returned/mailbox-look.ts';
import { closedPort } from '../support/closed-port.ts';
import { startImapServer } from '../support/imap-server.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { examined, REAL } from './examined.ts';
import { served } from './served.ts';

const DOMAIN = 'send.weekly.example.net';
const look = (settings: Record<string, string>) =>
  examined({ ...REAL, MAIL_PROVIDER: 'smtp', SMTP_URL: 'smtp://127.0.0.1:1', ...settings }, {});

it('bounces that nobody takes are told, and those of other mailers are not asked about', async () => {
  expect((await look({})).bounces).toMatchObject({
    state: 'warning',
    fix: expect.stringContaining('BOUNCE_DOMAIN'),
  });
  expect((await look({ BOUNCE_DOMAIN: DOMAIN })).bounces).toMatchObject({
    state: 'error',
    found: `they are sent to bounces@${DOMAIN}, and nothing here takes them`,
  });
  expect((await examined(REAL, {})).bounces).toBeUndefined();
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  expect((await look({ BOUNCE_DOMAIN: DOMAIN, BOUNCE_HOOK_SECRET: secret }))['bounce hook']).toMatchObject({
    state: 'ok',
  });
});

it('the port is told from that of another program, and from none', async () => {
  const at = async (port: number) =>
    (await look({ BOUNCE_DOMAIN: DOMAIN, BOUNCE_LISTEN: `127.0.0.1:${port}` }))['bounce port'];
  const keyring = createKeyring(['k'.repeat(32)]);
  const listener = await openBounceListener({
    returnPath: createReturnPath({ setting: DOMAIN, keyring, installationId: 'inst' }),
    installationId: 'inst',
    now: () => 0,
    log: pino({ level: 'silent' }),
    keepEvent: async () => {},
    host: '127.0.0.1',
    port: 0,
  });
  onTestFinished(() => listener.close());
  expect(await at(listener.port)).toMatchObject({ state: 'ok' });
  const sink = await startSmtpSink();
  onTestFinished(() => sink.close());
  expect(await at(sink.port)).toMatchObject({ state: 'error' });
  expect(await at(await closedPort())).toMatchObject({ state: 'unknown' });
});

it('the mailbox is opened, and a wrong password is told without showing it', async () => {
  const { port, add, mails } = await startImapServer();
  add('Subject: one\r\n\r\none');
  const at = async (password: string, where = port) =>
    (await look({ BOUNCE_DOMAIN: DOMAIN, BOUNCE_MAILBOX: `imap://bounces:${password}@127.0.0.1:${where}` }))[
      'bounce mailbox'
    ];
  expect(await at('p%40ss%2Fword')).toMatchObject({ state: 'ok', found: 'INBOX at 127.0.0.1 can be read' });
  expect(mails.map(({ flags }) => flags)).toEqual([[]]);
  const wrong = await at('quite-wrong');
  expect(wrong).toMatchObject({ state: 'error', found: expect.stringContaining('password is refused') });
  expect(JSON.stringify(wrong)).not.toContain('quite-wrong');
  expect(await at('x', await closedPort())).toMatchObject({
    state: 'error',
    found: expect.stringContaining('ECONNREFUSED'),
  });
});

it('the records that are looked at are those of the return path’s own domain', async () => {
  const { resolver } = await served({});
  const names = smtpNames('weekly.example.net', null, DOMAIN);
  expect(names.spf).toEqual([DOMAIN]);
  expect(await checkReturnPath(resolver, names)).toMatchObject({
    state: 'ok',
    found: expect.stringContaining(`${DOMAIN} takes mail at`),
  });
});

it('what a mailbox’s server says is told without the address it repeats, in one line', () => {
  const words = 'Login failed\r\nfor bounces@news.example.com';
  const refused = Object.assign(new Error('Command failed'), {
    authenticationFailed: true,
    responseText: words,
    code: 'NO',
  });
  expect(whyNot(refused)).toBe('user or password is refused (Login failed for (address), NO)');
  expect(whyNot(words)).toBe('Login failed for (address)');
});
