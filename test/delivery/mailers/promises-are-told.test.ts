import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSettings, type MailerName } from '../../../src/config.ts';
import { NO_EVIDENCE, ONLY_TROUBLE } from '../../../src/delivery/mailers/evidence.ts';
import type { Mailer } from '../../../src/delivery/mailers/mailer.ts';
import { openMailer } from '../../../src/delivery/mailers/open-mailer.ts';
import { promiseOf } from '../../../src/delivery/promise.ts';

const PAGE = readFileSync(new URL('../../../docs/mailers.md', import.meta.url), 'utf8');

/** The rows of the page's table: how each is written there, and the settings that open it. */
const ROWS: readonly (readonly [row: string, name: MailerName, settings: Record<string, string>])[] = [
  ['`outbox`', 'outbox', {}],
  ['`resend`', 'resend', { RESEND_API_KEY: 're_1' }],
  ['`ses`', 'ses', { AWS_REGION: 'eu-west-1' }],
  ['`postmark`', 'postmark', { POSTMARK_SERVER_TOKEN: 'token' }],
  ['`smtp`', 'smtp', { SMTP_URL: 'smtp://127.0.0.1:1' }],
  [
    '`smtp` with `BOUNCE_DOMAIN`',
    'smtp',
    { SMTP_URL: 'smtp://127.0.0.1:1', BOUNCE_DOMAIN: 'news.example.com' },
  ],
  [
    '`smtp` with `SMTP_KEY_HEADER`',
    'smtp',
    { SMTP_URL: 'smtp://127.0.0.1:1', SMTP_KEY_HEADER: 'Resend-Idempotency-Key' },
  ],
];

describe('the page about mailers', () => {
  it.each(ROWS)('says of %s what the mailer says of itself', async (row, name, settings) => {
    const line = PAGE.split('\n').find(each => each.startsWith(`| ${row} |`));
    const [, , mails, keys, call, events, record] = (line ?? '').split('|').map(cell => cell.trim());
    const mailer = await open(name, settings);
    expect(Number(mails)).toBe(mailer.maxBatch);
    expect(keys).toMatch(keysOf(mailer));
    expect(call).toBe(mailer.evidence.proves === 'call' ? 'whole' : 'by the mail');
    expect(events?.startsWith('`POST')).toBe(mailer.evidence.events);
    expect(record !== 'no').toBe(mailer.evidence.record !== undefined);
  });
});

describe('a promise', () => {
  it('never says once where a lost answer can leave it open', () => {
    const record = { find: async () => ({ kind: 'no_answer' as const, why: '' }) };
    const keyless = [NO_EVIDENCE, ONLY_TROUBLE, { ...NO_EVIDENCE, events: true }, { ...NO_EVIDENCE, record }];
    for (const evidence of keyless) {
      expect(promiseOf({ keyWindowMs: null, evidence }).short).not.toMatch(/each mail once/i);
      expect(promiseOf({ keyWindowMs: null, evidence }).unclear).toMatch(/uncertain/);
    }
    expect(new Set(keyless.map(evidence => promiseOf({ keyWindowMs: null, evidence }).unclear)).size).toBe(4);
    const hours = promiseOf({ keyWindowMs: 12 * 3_600_000, evidence: NO_EVIDENCE });
    expect(hours.short).toBe('Each mail once, by keys');
    expect(hours.unclear).toMatch(/12 hours/);
  });
});

async function open(name: MailerName, settings: Record<string, string>): Promise<Mailer> {
  const loaded = loadSettings({
    ENV_FILE: 'off',
    SECRET_KEYS: 'k'.repeat(32),
    DATABASE_URL: 'file:unused.db',
    MAIL_PROVIDER: name,
    ...settings,
  });
  if (loaded.kind === 'bad') throw new Error(loaded.message);
  return openMailer(loaded.settings, name, 'test', () => 0);
}

function keysOf({ keyWindowMs }: Mailer): RegExp {
  if (keyWindowMs === null) return /^no$/;
  return keyWindowMs === Number.POSITIVE_INFINITY ? /^for ever/ : new RegExp(`${keyWindowMs / 3_600_000} h$`);
}
