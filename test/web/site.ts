import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import type { MailMessage } from '../../src/delivery/mailers/mailer.ts';
import { outboxMailer } from '../../src/delivery/mailers/outbox.ts';
import type { DeskDeps } from '../../src/web/desk/desk-deps.ts';
import type { SignupDeps } from '../../src/web/signup/signup-deps.ts';
import type { WebDeps } from '../../src/web/web-deps.ts';
import { emptySite } from '../site/sent-issue.ts';
import { at, fixedClock } from '../support/clock.ts';

export interface LogLine {
  readonly level: 'debug' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** Sign-up that takes nothing and lets nobody in. */
export const quietSignup: SignupDeps = {
  categories: ['Developer Tools', 'Writing'],
  trustedProxies: 0,
  stamp: source => `stamp-${source}`,
  subscribe: async () => null,
  offerChallenge: async () => null,
  isConfirmLink: () => false,
  confirm: async () => 'ended',
};

/** A desk nobody gets into: what lies behind the door is never asked. */
const lockedDesk = {
  door: {
    secret: () => 'secret',
    ask: async () => {},
    isLink: () => false,
    signIn: async () => null,
    editorAt: async () => null,
  },
  going: { lookEveryMs: 1_000 },
} as unknown as DeskDeps;

/** The site over deps that say little; what it logs is kept. */
export function openSite(change: Partial<WebDeps> = {}) {
  const clock = fixedClock('2026-11-26T09:00:00Z');
  const lines: LogLine[] = [];
  const keep = (level: LogLine['level']) => (fields: object, message?: string) =>
    void lines.push({ level, fields: fields as LogLine['fields'], message: message ?? '' });
  const deps: WebDeps = {
    publication: { name: 'Weekly AI Tool Verdicts', timezone: 'Europe/Amsterdam' },
    publicUrl: 'https://weekly.example.com',
    arrives: 'every Thursday at 10:00 (Europe/Amsterdam)',
    sampleNote: null,
    outbox: null,
    unsubscribe: async () => {},
    signup: quietSignup,
    isTestLink: () => false,
    preferencesToken: () => 'none',
    preferences: {
      categories: async () => [],
      read: async () => null,
      save: async () => ({ kind: 'unknown' }),
      personalData: async () => null,
      erase: async () => 'unknown',
      unsubscribeToken: () => 'none',
    },
    vote: {
      open: async () => null,
      cast: async () => ({ kind: 'unknown' }),
      trustedProxies: 0,
    },
    desk: lockedDesk,
    hooks: { resend: null, keepEvent: async () => {}, onEvent: () => {} },
    metrics: { contentType: 'text/plain', text: async () => 'verdicts_pending 0\n' },
    site: emptySite,
    readiness: () => Promise.resolve({ database: 'ok', schema: 'current' }),
    now: clock.now,
    log: { debug: keep('debug'), error: keep('error') } as WebDeps['log'],
    ...change,
  };
  return { app: createWebApp(deps), lines, clock };
}

/** An empty folder for the local mailer, gone after the test. */
export async function emptyOutbox(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'outbox-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export function mail(change: Partial<MailMessage> = {}): MailMessage {
  return {
    kind: 'issue',
    name: '2026-w48-000001',
    from: 'Weekly AI Tool Verdicts <verdicts@weekly.example.com>',
    replyTo: 'editor@weekly.example.com',
    to: 'ada@readers.example',
    subject: 'Zed vs Windsurf: 4–0',
    html: '<!doctype html><html lang="en"><head><title>Zed</title></head><body><p>Ship Zed.</p></body></html>',
    text: 'Ship Zed.',
    headers: { 'X-Verdicts-Kind': change.kind ?? 'issue' },
    tags: {},
    ...change,
  };
}

/** "Sends" mails through the real local mailer; each file is a second younger than the one before. */
export async function sendToOutbox(directory: string, mails: readonly MailMessage[]): Promise<void> {
  const start = at('2026-11-26T09:00:00Z');
  const mailer = outboxMailer({ directory, clock: () => start, instance: 'test' });
  const answer = await mailer.submit(mails, { key: 'k', signal: new AbortController().signal });
  if (answer.kind !== 'accepted') throw new Error(`The outbox answered ${answer.kind}.`);
  for (const [index, { kind, name }] of mails.entries()) {
    const seconds = start / 1_000 + index;
    await utimes(join(directory, kind, `${name}.eml`), seconds, seconds);
  }
}

/** Everything a write would change: each path with its size and time. */
export async function listing(directory: string): Promise<string[]> {
  const paths = (await readdir(directory, { recursive: true })).sort();
  return Promise.all(
    ['', ...paths].map(async path => {
      const { size, mtimeMs } = await stat(join(directory, path));
      return `${path} ${size} ${mtimeMs}`;
    }),
  );
}
