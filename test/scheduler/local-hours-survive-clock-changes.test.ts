import { expect, it } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { runDue } from '../../src/scheduler.ts';
import { wall } from '../issue/wall-clock.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { addZonedReaders } from '../support/zoned-readers.ts';

const MINUTE = 60_000;
const { signal } = new AbortController();

/** Each zone when its clocks go forward and when they go back, with a send slot inside the hour that is not or is twice. */
const CHANGES = [
  ['Europe/Prague', '2027-W12', '2027-03-28T01:00:00Z', '30 2 * * SUN', '2027-03-28 03:30:00'],
  ['Europe/Prague', '2026-W43', '2026-10-25T01:00:00Z', '30 2 * * SUN', '2026-10-25 02:30:00'],
  ['America/New_York', '2027-W10', '2027-03-14T07:00:00Z', '30 2 * * SUN', '2027-03-14 03:30:00'],
  ['America/New_York', '2026-W44', '2026-11-01T06:00:00Z', '30 1 * * SUN', '2026-11-01 01:30:00'],
  ['Australia/Lord_Howe', '2026-W40', '2026-10-03T15:30:00Z', '15 2 * * SUN', '2026-10-04 02:45:00'],
  ['Australia/Lord_Howe', '2027-W13', '2027-04-03T15:00:00Z', '45 1 * * SUN', '2027-04-04 01:45:00'],
  ['America/Santiago', '2026-W36', '2026-09-06T04:00:00Z', '30 0 * * SUN', '2026-09-06 01:30:00'],
  ['America/Santiago', '2027-W13', '2027-04-04T03:00:00Z', '30 23 * * SAT', '2027-04-03 23:30:00'],
] as const;

/** The publication's own zone, for readers without a zone or with one that nobody knows. */
const HOME = 'Asia/Kolkata';
const READERS = [
  ...new Set(CHANGES.map(([zone]) => zone)),
  'UTC',
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
  'Asia/Tokyo',
  '',
  'Mars/Olympus_Mons',
].flatMap((timezone, index) => [0, 1].map(n => ({ email: `${n}-${index}@example.com`, timezone })));

/** Moves the clock and lets the scheduler look; notes when each mail came. */
async function live(app: TestApp, clock: ReturnType<typeof fixedClock>, instants: readonly number[]) {
  const accepted = new Map<string, number[]>();
  const seen = new Set<string>();
  for (const instant of instants) {
    clock.set(new Date(instant).toISOString());
    await runDue(app, signal);
    for (const name of await app.mails('issue')) {
      if (seen.has(name)) continue;
      seen.add(name);
      const to = /^To: (.+?)\r?$/m.exec(await app.read('issue', name))?.[1] ?? '';
      accepted.set(to, [...(accepted.get(to) ?? []), instant]);
    }
  }
  return accepted;
}

/** A day before and after in half hours, as zones here differ by, and the hour of the change in small steps. */
function instantsAround(change: number, slotMinute: number): number[] {
  const start = change + (slotMinute % 30) * MINUTE;
  const halves = Array.from({ length: 94 }, (_, n) => start + (n - 44) * 30 * MINUTE);
  const small = Array.from({ length: 21 }, (_, n) => change + (n - 10) * 6 * MINUTE);
  const minutes = [-31, -29, -1, 1, 29, 31].map(n => start + n * MINUTE);
  return [...new Set([...halves, ...small, ...minutes])].toSorted((one, other) => one - other);
}

/** Each zone once, forward and back in turn: what the databases could do differently does not depend on more. */
const SOME_CHANGES = CHANGES.filter((_, index) => [0, 3, 4, 7].includes(index));

describeStores('an issue sent by local time', (open, dialect) => {
  it.each(dialect === 'sqlite' || process.env.CHECK_FULL === '1' ? CHANGES : SOME_CHANGES)(
    'reaches everybody once at their hour when the clocks of %s change (%s)',
    { timeout: 30_000 },
    async (zone, week, change, cron, expected) => {
      const store = await open();
      const [minute = '', hour = ''] = cron.split(' ');
      const [first = 0, ...later] = instantsAround(Date.parse(change), Number(minute));
      const clock = fixedClock(new Date(first - 5 * 24 * 60 * MINUTE).toISOString());
      const settings = {
        SEND_CRON: cron,
        PICK_CRON: '0 9 * * MON',
        SEND_LOCAL_TIME: 'on',
        PUBLICATION_TIMEZONE: HOME,
        PAIRINGS_PER_ISSUE: '1',
      };
      const app = await openTestApp(store, clock, { settings });
      await addZonedReaders(store, clock, READERS);
      await pickWeek(app, week, 'test');
      expect(await approveWeek(app, week, 'editor@example.com')).toMatchObject({ kind: 'approved' });

      const accepted = await live(app, clock, [first, ...later]);
      expect(await app.issues.find(week)).toMatchObject({ state: 'sent', audience: READERS.length });
      const [, day] = expected.match(/^(\S+)/) ?? [];
      const slot = `${day} ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:00`;
      for (const { email, timezone } of READERS) {
        const own = timezone === '' || timezone.startsWith('Mars') ? HOME : timezone;
        const times = accepted.get(email) ?? [];
        expect(times.length, `${email} in ${timezone}`).toBe(1);
        const [at = 0] = times;
        expect(wall(at, own), own).toBe(own === zone ? expected : slot);
        // The first time round, where an hour comes twice.
        for (const before of [30, 60]) expect(wall(at - before * MINUTE, own)).not.toBe(wall(at, own));
      }
    },
  );
});
