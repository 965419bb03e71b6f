import { expect, it } from 'vitest';
import { smtpMailer } from '../../src/delivery/mailers/smtp.ts';
import { closedPort } from '../support/closed-port.ts';
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
