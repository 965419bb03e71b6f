import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rateOf, type SettledSecond, timeLeft } from '../../src/desk/going/time-left.ts';

const START = 1_795_000_000_000;
const MEMBERS = 100;

/** When each batch is settled, ms from the start: lanes that take turns at a mail API, each answer after its own time. */
function settledAt(
  batches: number,
  { gapMs, lanes, answerMs }: { gapMs: number; lanes: number; answerMs: number },
) {
  const free = Array.from({ length: lanes }, () => 0);
  return Array.from({ length: batches }, (_, n) => {
    const lane = free.indexOf(Math.min(...free));
    const begun = Math.max(n * gapMs, free[lane] ?? 0);
    free[lane] = begun + answerMs;
    return begun + answerMs;
  });
}

function bySecond(times: readonly number[], now: number): SettledSecond[] {
  const counts = new Map<number, number>();
  for (const at of times.map(each => START + each).filter(at => at <= now && at > now - 60_000)) {
    const second = Math.floor(at / 1_000);
    counts.set(second, (counts.get(second) ?? 0) + MEMBERS);
  }
  return [...counts]
    .toSorted(([one], [other]) => one - other)
    .map(([second, members]) => ({ second, members }));
}

const aSend = fc.record({
  batches: fc.integer({ min: 2, max: 400 }),
  gapMs: fc.constantFrom(0, 105, 211, 527, 1_053),
  lanes: fc.integer({ min: 1, max: 8 }),
  answerMs: fc.integer({ min: 20, max: 6_000 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

it('is at least what it takes, wherever a steady send is looked at, and tells nothing before it knows', () => {
  fc.assert(
    fc.property(aSend, ({ batches, share, ...how }) => {
      const times = settledAt(batches, how);
      const end = Math.max(...times);
      const at = Math.floor(end * share);
      const open = times.filter(time => time > at).length;
      const now = START + at;
      const pace = {
        settled: bySecond(times, now),
        pending: open * MEMBERS,
        batches: open,
        gapMs: how.gapMs,
        now,
      };
      const left = timeLeft(pace);
      if (at - Math.min(...times) < 2_000) expect(left).toBe(null);
      // What is on the wire comes in whole answers: the last of them may come one answer later.
      if (left !== null) expect(left * 1_000).toBeGreaterThanOrEqual(end - at - how.answerMs);
    }),
    { numRuns: 3_000 },
  );
});

it('does not believe a first burst: 34 seconds are not told as 8', () => {
  // Four answers at once, then two requests a second.
  const burst = [{ second: START / 1_000, members: 4 * MEMBERS }];
  const now = START + 900;
  expect(timeLeft({ settled: burst, pending: 6_800, batches: 68, gapMs: 527, now })).toBe(null);
  const steady = [1, 2, 3, 4].map(second => ({ second: START / 1_000 + second, members: 2 * MEMBERS }));
  const later = {
    settled: [...burst, ...steady],
    pending: 6_800,
    batches: 68,
    gapMs: 527,
    now: START + 5_000,
  };
  expect(rateOf(later)).toBe(160);
  // Its last two seconds alone may be all that is steady: 200 in two.
  expect(timeLeft(later)).toBe(68);
});

it('says nothing of a send that has come to rest, and follows one that grows slow', () => {
  const fast = [0, 1, 2, 3].map(second => ({ second: START / 1_000 + second, members: 500 }));
  const rest = { pending: 1_000, batches: 10, gapMs: 0 };
  expect(timeLeft({ ...rest, settled: fast, now: START + 30_000 })).toBe(null);
  const slow = [...fast, { second: START / 1_000 + 25, members: 100 }];
  expect(timeLeft({ ...rest, settled: slow, now: START + 30_000 })).toBe(270);
});
