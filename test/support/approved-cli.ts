import { expect, onTestFinished } from 'vitest';
import { EDITOR, prepareIssue, SETTINGS, WEEK } from '../../scripts/prove/approved-issue.ts';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { openStore } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openCli, type TestCli } from './cli.ts';
import { runningClock } from './clock.ts';
import { addReaders } from './frozen-issue.ts';
import { openTestApp } from './newsroom.ts';

export { WEEK };

/** An issue that commands are to send, and the mail API it goes out through. */
export interface ApprovedWeek {
  readonly cli: TestCli;
  readonly standIn: StandIn;
}

/** Imported, picked and approved in this process: as commands that takes four seconds, and none of them is under test here. */
export async function approvedWeek(options: {
  readonly databaseUrl?: string;
  readonly readers: number;
  /** Requests a second. */
  readonly rate?: number;
  /** Whether its sending has begun, so that any sender goes on with it; else it waits for `send --now`. */
  readonly isBegun?: boolean;
}): Promise<ApprovedWeek> {
  const standIn = await startStandIn({ requestsPerSecond: 1_000 });
  onTestFinished(() => standIn.close());
  const cli = openCli({
    ...SETTINGS,
    ...(options.databaseUrl && { DATABASE_URL: options.databaseUrl }),
    MAIL_PROVIDER: 'resend',
    RESEND_API_KEY: standIn.apiKey,
    RESEND_BASE_URL: standIn.url,
    MAIL_RATE: String(options.rate ?? 100),
    HOST: '127.0.0.1',
    PORT: '0',
  });
  await (options.isBegun
    ? prepareIssue(databaseOf(cli), options.readers)
    : approveThere(cli, options.readers));
  return { cli, standIn };
}

/** Readers and an approved issue in the new database of that command line, under its settings. */
export async function approveThere(cli: TestCli, readers: number): Promise<void> {
  const store = openStore(databaseOf(cli));
  try {
    await migrate(store);
    const app = await openTestApp(store, runningClock, { settings: { ...cli.environment } });
    await addReaders(store, readers, runningClock);
    await pickWeek(app, WEEK, 'test');
    expect(await approveWeek(app, WEEK, EDITOR)).toMatchObject({ kind: 'approved' });
  } finally {
    await store.db.destroy();
  }
}

function databaseOf({ environment: { DATABASE_URL = '' } }: TestCli): string {
  return DATABASE_URL;
}

/** How many readers got more than one mail, and how many got any. */
export function reached(standIn: StandIn): { readonly readers: number; readonly doubled: number } {
  const counts = Object.values(standIn.ledger().addresses);
  return { readers: counts.length, doubled: counts.filter(count => count > 1).length };
}
