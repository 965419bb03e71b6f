import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { smtpMailer } from '../../src/delivery/mailers/smtp.ts';
import { closedPort } from '../support/closed-port.ts';
import { FOR_ANOTHER, FOR_LOCALHOST } from '../support/relay-certificates.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { startTlsRelay } from '../support/tls-relay.ts';
import { examined, REAL } from './examined.ts';

const relay = async (url: string) =>
  (await examined({ ...REAL, MAIL_PROVIDER: 'smtp', SMTP_URL: url }, {}))['smtp relay'];

const mail = {
  kind: 'issue',
  name: 'one',
  from: 'a@x.example',
  replyTo: 'a@x.example',
  to: 'b@x.example',
  subject: 'One',
  html: '<p>One</p>',
  text: 'One',
  headers: {},
  tags: {},
} as const;

async function handOver(url: string) {
  const mailer = smtpMailer({ url, clock: () => Date.UTC(2026, 10, 26) });
  try {
    return await mailer.submit([mail], { key: '', signal: new AbortController().signal });
  } finally {
    await mailer.close();
  }
}

it('a relay on this machine with a certificate nobody knows is taken where it needs no password', async () => {
  const { port, taken } = await startTlsRelay();
  const url = `smtp://127.0.0.1:${port}`;
  expect(await relay(url)).toMatchObject({ state: 'ok', found: `127.0.0.1:${port} accepts the connection` });
  expect(await handOver(url)).toMatchObject({ kind: 'accepted', items: [{ kind: 'accepted' }] });
  expect(taken()).toBe(1);
});

it('with a password it is an error with what to set, and no mail waits for it for ever', async () => {
  const { port, taken } = await startTlsRelay();
  const url = `smtp://user:secret@127.0.0.1:${port}`;
  const found = await relay(url);
  expect(found).toMatchObject({ state: 'error', found: expect.stringContaining('self-signed certificate') });
  expect(found?.fix).toContain('NODE_EXTRA_CA_CERTS');
  expect(found?.fix).toContain('without user and password');
  expect(JSON.stringify(found)).not.toContain('secret');
  expect(await handOver(url)).toMatchObject({ kind: 'refused', scope: 'account' });
  expect(taken()).toBe(0);
});

it('the login is tried, nothing is handed over, and nobody at the other end is said so', async () => {
  const sink = await startSmtpSink();
  const at = (user: string) => `smtp://${user}@127.0.0.1:${sink.port}`;
  expect(await relay(at('user:secret'))).toMatchObject({
    state: 'ok',
    found: expect.stringContaining('the login'),
  });
  expect(await relay(at('user:wrong'))).toMatchObject({
    state: 'error',
    fix: expect.stringContaining('%40'),
  });
  expect(sink.mails).toEqual([]);
  await sink.close();
  expect(await relay(`smtp://127.0.0.1:${await closedPort()}`)).toMatchObject({
    state: 'error',
    fix: expect.stringContaining('587'),
  });
});

/** For one test, these certificates are those of an authority. */
function trusting(...certificates: readonly string[]): void {
  const before = getCACertificates();
  setDefaultCACertificates([...before, ...certificates]);
  onTestFinished(() => setDefaultCACertificates(before));
}

const looked = async (url: string, now = Date.UTC(2026, 10, 30)) => {
  const found = await examined({ ...REAL, MAIL_PROVIDER: 'smtp', SMTP_URL: url }, { now: () => now });
  return { relay: found['smtp relay'], tls: found['relay tls'] };
};

it('says until when the certificate of a relay is good, and warns two weeks before', async () => {
  trusting(FOR_LOCALHOST.cert);
  const { port } = await startTlsRelay(FOR_LOCALHOST);
  const url = `smtp://user:secret@127.0.0.1:${port}`;
  const { relay, tls } = await looked(url);
  expect(relay).toMatchObject({ state: 'ok' });
  expect(tls).toMatchObject({
    state: 'ok',
    found: 'encrypted; the certificate is for 127.0.0.1 and ends in 36500 days',
  });
  expect((await looked(url, Date.UTC(2126, 9, 30))).tls).toMatchObject({
    state: 'warning',
    found: expect.stringContaining('ends in 7 days'),
  });
});

it('takes a certificate for another name for an error', async () => {
  trusting(FOR_ANOTHER.cert);
  const { port } = await startTlsRelay(FOR_ANOTHER);
  const { relay, tls } = await looked(`smtp://user:secret@127.0.0.1:${port}`);
  expect(relay).toMatchObject({
    state: 'error',
    found: expect.stringContaining('does not match certificate'),
  });
  expect(tls).toBeUndefined();
});

it('asks for no encryption on this machine', async () => {
  const sink = await startSmtpSink();
  expect((await looked(`smtp://user:secret@127.0.0.1:${sink.port}`)).tls).toMatchObject({ state: 'ok' });
  await sink.close();
});
