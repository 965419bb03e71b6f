import { expect, onTestFinished } from 'vitest';
import { startSesStandIn } from '../../scripts/stand-in/ses/stand-in.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { templateWatch } from '../../src/newsroom/publish-ahead.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { type SendWeekOutcome, sendWeek } from '../../src/newsroom/send-week.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { type FixedClock, fixedClock } from './clock.ts';
import { WEEK } from './frozen-issue.ts';
import { openTestApp, type TestApp } from './newsroom.ts';
import { sesOver } from './ses-pair.ts';
import type { TestStore } from './stores.ts';
import { thinMailer } from './thin-issue.ts';
import { addZonedReaders } from './zoned-readers.ts';

const EDITOR = 'editor@example.com';
const { signal: never } = new AbortController();

/** An issue approved on Monday, its mail API, and a scheduler that looks each minute until it is sent on Thursday. */
export class Ahead {
  readonly app: TestApp;
  readonly store: TestStore;
  readonly clock: FixedClock;
  /** Of the pairings in their order. */
  readonly categories: readonly string[];
  readonly watch: () => Promise<void>;

  private constructor(app: TestApp, store: TestStore, clock: FixedClock, categories: readonly string[]) {
    this.app = app;
    this.store = store;
    this.clock = clock;
    this.categories = categories;
    this.watch = watchOf(app);
  }

  static async open(
    store: TestStore,
    clock: FixedClock,
    options: { readonly mailers?: readonly Mailer[]; readonly readers?: number },
  ): Promise<Ahead> {
    const settings = { MAIL_FROM: 'Verdicts <verdicts@weekly.example>' };
    const app = await openTestApp(store, clock, {
      settings,
      ...(options.mailers && { mailers: options.mailers }),
    });
    const picked = await pickWeek(app, WEEK, 'test');
    if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
    const ahead = new Ahead(
      app,
      store,
      clock,
      picked.issue.pick.pairings.map(({ category }) => category),
    );
    await ahead.readers(options.readers ?? 0);
    return ahead;
  }

  readers(count: number, interests: readonly string[] = [], name = 'reader'): Promise<void> {
    if (count === 0) return Promise.resolve();
    const readers = Array.from({ length: count }, (_, n) => ({
      email: `${name}${n}@example.com`,
      interests,
    }));
    return addZonedReaders(this.store, this.clock, readers);
  }

  async approve(): Promise<void> {
    expect(await approveWeek(this.app, WEEK, EDITOR)).toMatchObject({ kind: 'approved' });
  }

  /** A minute passes, and the scheduler looks. */
  async minute(minutes = 1): Promise<void> {
    this.clock.advance(minutes * 60_000);
    await this.watch();
  }

  async hold(): Promise<void> {
    expect(await steerWeek(this.app, WEEK, 'hold', EDITOR)).toMatchObject({ kind: 'done' });
  }

  /** On Thursday unless said otherwise. */
  send(instant = '2026-11-26T09:00:00Z'): Promise<SendWeekOutcome> {
    this.clock.set(instant);
    return sendWeek(this.app, WEEK, { now: true, signal: never, patienceMs: 60_000, who: 'test' });
  }

  /** As another process, whose scheduler knows nothing of ours. */
  async another(mailers: readonly Mailer[]): Promise<() => Promise<void>> {
    const settings = { MAIL_FROM: 'Verdicts <verdicts@weekly.example>' };
    return watchOf(
      await openTestApp(this.store.another(), this.clock, { settings, mailers, owner: 'other' }),
    );
  }
}

export function watchOf(room: Newsroom): () => Promise<void> {
  return templateWatch(room, never);
}

/** Monday at nine, when editors have a look. */
export function monday(): FixedClock {
  return fixedClock('2026-11-23T09:30:00Z');
}

export async function resend(
  clock: FixedClock,
  { wire = 'thin', ...options }: StandInOptions & { readonly wire?: 'full' | 'thin' } = {},
): Promise<{ standIn: StandIn; mailer: ReturnType<typeof thinMailer> }> {
  const standIn = await startStandIn({ now: clock.now, requestsPerSecond: null, ...options });
  const mailer = thinMailer(standIn, clock, wire);
  onTestFinished(async () => {
    await mailer.close();
    await standIn.close();
  });
  return { standIn, mailer };
}

export async function ses(clock: FixedClock) {
  const standIn = await startSesStandIn({ now: clock.now });
  const mailer = sesOver(standIn, clock, 'thin');
  onTestFinished(async () => {
    await mailer.close();
    await standIn.close();
  });
  return { standIn, mailer };
}
