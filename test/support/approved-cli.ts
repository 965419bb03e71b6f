import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { openCli, type TestCli } from './cli.ts';

export const WEEK = '2026-W48';

/** An approved issue that waits for `send --now`, and the mail API it goes out through. */
export interface ApprovedWeek {
  readonly cli: TestCli;
  readonly standIn: StandIn;
}

export async function approvedWeek(options: {
  readonly databaseUrl?: string;
  readonly readers: number;
  /** Requests a second. */
  readonly rate?: number;
}): Promise<ApprovedWeek> {
  const standIn = await startStandIn({ requestsPerSecond: 1_000 });
  onTestFinished(() => standIn.close());
  const cli = openCli({
    ...(options.databaseUrl && { DATABASE_URL: options.databaseUrl }),
    MAIL_PROVIDER: 'resend',
    RESEND_API_KEY: standIn.apiKey,
    RESEND_BASE_URL: standIn.url,
    MAIL_RATE: String(options.rate ?? 100),
    SEND_LEASE_S: '2',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'https://weekly.example.com',
    POSTAL_ADDRESS: 'Verdicts, 5 Real Street, Realtown',
  });
  const file = join(cli.folder, 'readers.csv');
  const rows = Array.from({ length: options.readers }, (_, n) => `reader${n + 1}@example.net`);
  writeFileSync(file, `email\n${rows.join('\n')}\n`);
  for (const command of [
    ['subscribers', 'import', file, '--confirmed', '--consent', 'Agreed in a test'],
    ['pick', '--week', WEEK],
    ['approve', '--week', WEEK, '--by', 'editor@example.com'],
  ]) {
    const done = await cli.run(...command);
    expect(done.code, done.stderr).toBe(0);
  }
  return { cli, standIn };
}

/** How many readers got more than one mail, and how many got any. */
export function reached(standIn: StandIn): { readonly readers: number; readonly doubled: number } {
  const counts = Object.values(standIn.ledger().addresses);
  return { readers: counts.length, doubled: counts.filter(count => count > 1).length };
}
