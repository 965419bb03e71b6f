import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { type SendWeekOutcome, sendWeek } from '../../src/newsroom/send-week.ts';
import { type IssueStatus, statusOf } from '../../src/newsroom/status.ts';
import { type SteerOutcome, steerWeek } from '../../src/newsroom/steer-week.ts';
import type { FixedClock } from './clock.ts';
import { addReaders, WEEK } from './frozen-issue.ts';
import { openTestApp, type TestApp } from './newsroom.ts';
import type { TestStore } from './stores.ts';

export const EDITOR = 'editor@example.com';

/** An approved issue whose time has come, and what an editor does with it. */
export interface DueIssue {
  readonly app: TestApp;
  readonly store: TestStore;
  /** @param patienceMs longer than a lease, unless waits must not be waited out */
  send(patienceMs?: number, signal?: AbortSignal): Promise<SendWeekOutcome>;
  resume(): Promise<SteerOutcome>;
  status(): Promise<IssueStatus>;
  /** What every editor was told so far: the subjects. */
  notices(): Promise<string[]>;
}

/** @param clock moved to the issue's time */
export async function openDueIssue(
  store: TestStore,
  clock: FixedClock,
  options: {
    readonly readers: number;
    /** In order of preference; the outbox when left out. */
    readonly mailers?: readonly Mailer[];
    readonly lanes?: number;
    readonly settings?: Record<string, string>;
  },
): Promise<DueIssue> {
  clock.set('2026-11-23T09:00:00Z');
  const settings = { MAIL_FROM: 'Verdicts <verdicts@weekly.example>', ...options.settings };
  const app = await openTestApp(store, clock, { ...options, settings });
  await addReaders(store, options.readers, clock);
  await pickWeek(app, WEEK, 'test');
  await approveWeek(app, WEEK, EDITOR);
  clock.set('2026-11-26T09:00:00Z');
  return {
    app,
    store,
    send: (patienceMs = 60_000, signal = new AbortController().signal) =>
      sendWeek(app, WEEK, { now: false, signal, patienceMs, who: 'test' }),
    status: async () => statusOf(app, (await app.issues.find(WEEK))!),
    resume: () => steerWeek(app, WEEK, 'resume', EDITOR),
    notices: async () => {
      const rows = await store.db
        .selectFrom('single_mails')
        .select('subject')
        .where('kind', '=', 'notice')
        .orderBy('id')
        .execute();
      return rows.map(({ subject }) => subject);
    },
  };
}
