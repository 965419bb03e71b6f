import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings, PROJECT_ROOT, SAMPLE_EDITOR, SETTING_NAMES } from '../../src/config.ts';

const load = (environment: Record<string, string>) => loadSettings({ ENV_FILE: 'off', ...environment });
const messageOf = (environment: Record<string, string>) => {
  const outcome = load(environment);
  return outcome.kind === 'bad' ? outcome.message : 'accepted';
};
const settingsOf = (environment: Record<string, string>) => {
  const outcome = load(environment);
  if (outcome.kind === 'bad') throw new Error(outcome.message);
  return outcome.settings;
};
const SECRET_KEYS = 's'.repeat(32);

describe('settings', () => {
  it('need nothing at all in development', () => {
    expect(settingsOf({})).toMatchObject({
      DATABASE_URL: `file:${join(PROJECT_ROOT, 'var/sample.db')}`,
      OUTBOX_DIR: join(PROJECT_ROOT, 'var/outbox'),
      MAIL_PROVIDER: ['outbox'],
      PUBLIC_URL: 'http://127.0.0.1:3000',
      PORT: 3000,
      EDITORS: [SAMPLE_EDITOR],
      SEND_WINDOW: { kind: 'any' },
      MAIL_RATE: 'auto',
      SEND_LOCAL_TIME: false,
      development: true,
    });
  });

  it('are all told about at once: what was read and what is allowed', () => {
    const message = messageOf({
      PUBLICATION_TIMEZONE: 'Europe/Atlantis',
      PORT: 'eighty',
      MAIL_PROVIDER: 'pigeon',
      SEND_WINDOW: 'weekdays',
      TEMPLATE_ENGINE: 'word',
    });
    expect(message.split('\n')).toEqual([
      '5 settings are wrong or missing (set in the environment or in .env; .env.example lists them all):',
      expect.stringMatching(/^ {2}MAIL_PROVIDER: "pigeon"; allowed: outbox, resend, ses, postmark or smtp/),
      '  PORT: "eighty"; allowed: a whole number from 0 to 65535',
      '  PUBLICATION_TIMEZONE: "Europe/Atlantis"; allowed: an IANA time zone such as Europe/Prague',
      '  TEMPLATE_ENGINE: "word"; allowed: react or mjml',
      '  SEND_WINDOW: "weekdays"; allowed: any, or days and hours such as MON-FRI 07:00-19:00',
    ]);
  });

  it('name what a real provider lacks', () => {
    const message = messageOf({ MAIL_PROVIDER: 'resend,ses,postmark,smtp' });
    for (const name of ['RESEND_API_KEY', 'AWS_REGION', 'POSTMARK_SERVER_TOKEN', 'SMTP_URL', 'SECRET_KEYS'])
      expect(message).toContain(`  ${name}: not set;`);
    expect(settingsOf({ MAIL_PROVIDER: 'resend', RESEND_API_KEY: 're_x', SECRET_KEYS }).development).toBe(
      false,
    );
  });

  it('count as development only where nobody but this machine can be meant', () => {
    const needsKey = / {2}SECRET_KEYS: not set; needed outside development/;
    for (const published of [
      { PUBLIC_URL: 'https://news.example' },
      { TRUST_PROXY: '1' },
      { HOST: '0.0.0.0' },
    ]) {
      expect(messageOf(published)).toMatch(needsKey);
      expect(settingsOf({ ...published, SECRET_KEYS })).toMatchObject({ development: false, EDITORS: [] });
    }
    const local = settingsOf({ PUBLIC_URL: 'http://localhost:8080', HOST: '::1' });
    expect(local).toMatchObject({ development: true, EDITORS: [SAMPLE_EDITOR] });
  });

  it('keep what is tried out in another database than what is real, unless one is named', () => {
    const database = (name: string) => `file:${join(PROJECT_ROOT, name)}`;
    const real = { MAIL_PROVIDER: 'resend', RESEND_API_KEY: 're_x', SECRET_KEYS };
    expect(settingsOf({ MAIL_PROVIDER: 'outbox' }).DATABASE_URL).toBe(database('var/sample.db'));
    expect(settingsOf(real).DATABASE_URL).toBe(database('var/verdicts.db'));
    expect(settingsOf({ ...real, MAIL_PROVIDER: 'resend,outbox' }).DATABASE_URL).toBe(
      database('var/verdicts.db'),
    );
    for (const more of [{}, real])
      expect(settingsOf({ ...more, DATABASE_URL: 'file:./own.db' }).DATABASE_URL).toBe(database('own.db'));
  });

  it('take a file or an https address for the catalogue, and http for this machine alone', () => {
    const catalogue = (CATALOGUE: string, more = {}) => messageOf({ CATALOGUE, ...more });
    const real = { MAIL_PROVIDER: 'resend', RESEND_API_KEY: 're_x', SECRET_KEYS };
    const address = 'https://tools.example/catalogue.ndjson?v=2';
    for (const more of [{}, real]) {
      expect(settingsOf({ CATALOGUE: address, ...more }).CATALOGUE).toBe(address);
      expect(settingsOf({ CATALOGUE: './own.json', ...more }).CATALOGUE).toBe(join(PROJECT_ROOT, 'own.json'));
    }
    const local = 'http://127.0.0.1:8080/catalogue.json';
    expect(settingsOf({ CATALOGUE: local }).CATALOGUE).toBe(local);
    expect(catalogue(local, real)).toContain(
      'CATALOGUE: "http://127.0.0.1:8080/catalogue.json"; allowed: an https',
    );
    expect(catalogue('http://tools.example/c.json')).toContain('(http only for this machine itself)');
    expect(catalogue('ftp://tools.example/c.json')).toContain('allowed: a file, or an https address such as');
    const named = catalogue('https://me:s3cret@tools.example/c.json');
    expect(named).toContain('without a name or password: set CATALOGUE_TOKEN');
    expect(named).not.toContain('s3cret');
    expect(messageOf({ CATALOGUE_TOKEN: 'two words' })).toMatch(/CATALOGUE_TOKEN: "two…" \(masked/);
    expect(messageOf({ CATALOGUE_SECRET: 'plain words' })).toMatch(
      /CATALOGUE_SECRET: "pla…" \(masked.*allowed: whsec_ followed by base64/,
    );
    const keyOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
    expect(messageOf({ CATALOGUE_SECRET: keyOf(23) })).toContain('allowed: a key of at least 24 bytes');
    expect(messageOf({ CATALOGUE_SECRET: `${keyOf(32)},${keyOf(8)}` })).toContain('at least 24 bytes');
    expect(settingsOf({ CATALOGUE_SECRET: keyOf(24) }).CATALOGUE_SECRET).toHaveLength(1);
    const queried = catalogue('http://tools.example/c.json?key=s3cret#s3cret');
    expect(queried).toContain('"http://tools.example/c.json?…"');
    expect(queried).not.toContain('s3cret');
  });

  it('never show a secret', () => {
    const message = messageOf({
      SECRET_KEYS: 'tooshort-secret',
      MAIL_PROVIDER: 'resend',
      RESEND_API_KEY: 're_verysecret',
      PORT: 'x',
    });
    expect(message).not.toContain('tooshort-secret');
    expect(message).not.toContain('verysecret');
    expect(message).toContain('SECRET_KEYS: "too…" (masked, 15 characters)');
  });

  it('refuse a cron expression that is none, or that skips weeks', () => {
    expect(messageOf({ SEND_CRON: 'thursdays at nine' })).toMatch(
      / {2}SEND_CRON: "thursdays at nine"; allowed: a cron expression/,
    );
    expect(messageOf({ SEND_CRON: '0 9 1 * *' })).toMatch(
      / {2}SEND_CRON: "0 9 1 \* \*"; allowed: a time in every week/,
    );
  });

  it('mask what opens an account, and want both halves of a key', () => {
    const message = messageOf({ AWS_ACCESS_KEY_ID: 'AKIA0123456789', POSTMARK_WEBHOOK_AUTH: 'hook:short' });
    expect(message).toContain('AWS_SECRET_ACCESS_KEY: not set;');
    expect(message).toContain('POSTMARK_WEBHOOK_AUTH: "hoo…" (masked, 10 characters);');
    expect(message).not.toContain('short"');
  });

  it('want a return path wherever bounces are to be taken, and show no password of its mailbox', () => {
    const at = (more: Record<string, string>) => messageOf({ BOUNCE_DOMAIN: 'news.example.com', ...more });
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const mailbox = 'imaps://bounces:p%40ss@imap.example.com/INBOX';
    for (const way of [
      { BOUNCE_LISTEN: '0.0.0.0:2525' },
      { BOUNCE_LISTEN: '[::]:2525' },
      { BOUNCE_MAILBOX: mailbox },
      { BOUNCE_HOOK_SECRET: secret },
    ]) {
      expect(at(way)).toBe('accepted');
      expect(at({ ...way, BOUNCE_DOMAIN: 'returns@example.com' })).toBe('accepted');
      expect(messageOf(way)).toMatch(/ {2}BOUNCE_DOMAIN: not set; needed with BOUNCE_/);
    }
    for (const BOUNCE_DOMAIN of [
      'example',
      'a b.example',
      'x@y@example.com',
      `${'l'.repeat(25)}@example.com`,
    ])
      expect(at({ BOUNCE_DOMAIN })).toContain('BOUNCE_DOMAIN: "');
    for (const BOUNCE_LISTEN of ['2525', 'host:port', '0.0.0.0:70000'])
      expect(at({ BOUNCE_LISTEN })).toContain('BOUNCE_LISTEN: "');
    for (const wrong of ['imaps://imap.example.com', 'https://a:verysecret@b', 'imaps://a:%E0verysecret@b'])
      expect(at({ BOUNCE_MAILBOX: wrong })).toMatch(/BOUNCE_MAILBOX: "\w+…?.*" \(masked/);
    expect(at({ BOUNCE_MAILBOX: 'imaps://a:%E0verysecret@b' })).not.toContain('verysecret');
    expect(at({ BOUNCE_HOOK_SECRET: 'words' })).toContain('BOUNCE_HOOK_SECRET: "wor…" (masked');
    expect(at({ BOUNCE_TLS_CERT: 'cert.pem' })).toContain('BOUNCE_TLS_KEY: not set; needed as the two go');
  });

  it('take an empty value for one that is not set', () => {
    expect(settingsOf({ PUBLIC_URL: '', PORT: ' ' }).PUBLIC_URL).toBe('http://127.0.0.1:3000');
  });

  it('are each in .env.example, and nothing else is', () => {
    const example = readFileSync(join(PROJECT_ROOT, '.env.example'), 'utf8');
    const named = [...example.matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(match => match[1]);
    expect(named.toSorted()).toEqual(SETTING_NAMES.toSorted());
  });
});
