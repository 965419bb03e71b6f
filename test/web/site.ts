import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import type { MailMessage } from '../../src/delivery/mailers/mailer.ts';
import { outboxMailer } from '../../src/delivery/mailers/outbox.ts';
import type { Store } from '../../src/storage/database.ts';
import { at, type FixedClock, fixedClock } from '../support/clock.ts';
import { seenFromHere } from '../support/local-peer.ts';
import { openTestApp } from '../support/newsroom.ts';
import { openSqliteStore } from '../support/stores.ts';

export interface LogLine {
  /** As a word: debug, error. */
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface SiteOptions {
  /** In place of an empty database of the test's own. */
  readonly store?: Store;
  readonly clock?: FixedClock;
  /** The folder of the local mailer, which a development machine shows; without it the site is published and shows none. */
  readonly outbox?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** `debug` unless given: a line for each request. */
  readonly logLevel?: 'debug' | 'info';
}

/** The whole program over a database, as `serve` opens it; what it logs is kept. */
export async function openSite(options: SiteOptions = {}) {
  const { outbox, settings, clock = fixedClock('2026-11-26T09:00:00Z') } = options;
  const store = options.store ?? (await openSqliteStore());
  const { log, lines } = keptLog(options.logLevel ?? 'debug');
  const newsroom = await openTestApp(store, clock, {
    log,
    settings: {
      PUBLICATION_TIMEZONE: 'Europe/Amsterdam',
      SEND_CRON: '0 10 * * THU',
      ...(outbox === undefined ? { PUBLIC_URL: 'https://weekly.example.com' } : { OUTBOX_DIR: outbox }),
      ...settings,
    },
  });
  const app = await createWebApp(newsroom);
  return { app: outbox === undefined ? app : seenFromHere(app), newsroom, store, lines, clock };
}

function keptLog(level: string) {
  const lines: LogLine[] = [];
  const write = (line: string) => {
    const { level, msg, ...fields } = JSON.parse(line) as { level: number; msg?: string };
    lines.push({ level: pino.levels.labels[level] ?? '', fields, message: msg ?? '' });
  };
  return { log: pino({ level, base: null, timestamp: false }, { write }), lines };
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
