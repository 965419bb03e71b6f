import { generateKeyPairSync } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { loadSettings } from '../../src/config.ts';
import { readCopy } from '../../src/doctor/received/read-copy.ts';
import { sendTestMails } from '../../src/doctor/test-mail.ts';
import { closedPort } from '../support/closed-port.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { REAL } from './examined.ts';
import { served } from './served.ts';

const TO = 'seed@mailbox.example';
const now = () => Date.UTC(2026, 10, 30);

function settingsOf(environment: Record<string, string>) {
  const outcome = loadSettings({
    ENV_FILE: 'off',
    DATABASE_URL: 'file:/nowhere/verdicts.db',
    ...REAL,
    ...environment,
  });
  if (outcome.kind === 'bad') throw new Error(outcome.message);
  return outcome.settings;
}

it('goes out by every provider as issues do, and its copy is found in order', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const sink = await startSmtpSink();
  const api = await startStandIn({ requestsPerSecond: null });
  onTestFinished(async () => {
    await sink.close();
    await api.close();
  });
  const settings = settingsOf({
    MAIL_PROVIDER: 'resend,smtp',
    RESEND_BASE_URL: api.url,
    RESEND_API_KEY: api.apiKey,
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    SMTP_DKIM_DOMAIN: 'weekly.example.net',
    SMTP_DKIM_SELECTOR: 's1',
    SMTP_DKIM_KEY: privateKey,
  });
  const findings = await sendTestMails(settings, TO, now);
  expect(findings.map(({ check, state }) => [check, state])).toEqual([
    ['test mail by resend', 'ok'],
    ['test mail by smtp', 'ok'],
  ]);
  expect(api.requests()).toHaveLength(1);
  const [mail] = sink.mails;
  expect(mail?.to).toEqual([TO]);
  expect(mail?.raw.toString()).toContain('[TEST]');
  const key = `s1._domainkey.weekly IN TXT "v=DKIM1; k=rsa; p=${publicKey.toString('base64')}"`;
  const { resolver } = await served({ more: key });
  const read = await readCopy(mail?.raw ?? Buffer.alloc(0), { settings, nameServer: resolver });
  expect(read.filter(({ state }) => state !== 'ok').map(({ check, state }) => `${check}: ${state}`)).toEqual([
    // The sink judges nothing.
    'received by: unknown',
  ]);
});

it('says what became of it where it was not taken', async () => {
  const api = await startStandIn({ requestsPerSecond: null, domains: ['other.example'] });
  onTestFinished(() => api.close());
  const refused = settingsOf({ RESEND_BASE_URL: api.url, RESEND_API_KEY: api.apiKey });
  expect(await sendTestMails(refused, TO, now)).toMatchObject([{ state: 'error' }]);
  const away = settingsOf({ MAIL_PROVIDER: 'smtp', SMTP_URL: `smtp://127.0.0.1:${await closedPort()}` });
  expect(await sendTestMails(away, TO, now)).toMatchObject([{ state: 'error' }]);
  const { MAIL_PROVIDER: _, ...development } = REAL;
  const outbox = loadSettings({
    ENV_FILE: 'off',
    ...development,
    MAIL_PROVIDER: 'outbox',
    PUBLIC_URL: 'http://127.0.0.1:3000',
  });
  if (outbox.kind === 'bad') throw new Error(outbox.message);
  expect(await sendTestMails(outbox.settings, TO, now)).toMatchObject([
    { state: 'error', found: 'not sent: mails stay in the outbox' },
  ]);
});
