import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithinWindow, nextInWindow, parseSendWindow, windowWords } from '../../src/issue/send-window.ts';
import { onTheClock, wallTime } from '../../src/issue/wall-time.ts';

const windowOf = (text: string) => {
  const window = parseSendWindow(text);
  if (window.kind === 'bad') throw new Error(text);
  return window;
};
const next = (text: string, at: string, zone = 'Europe/Prague') => {
  const found = nextInWindow(windowOf(text), Date.parse(at), zone);
  return found === null ? null : new Date(found).toISOString();
};

describe('a time on the wall', () => {
  test.each([
    ['2026-11-26', '09:30', '2026-11-26T08:30:00.000Z', 'once'],
    ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z', 'skipped'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00.000Z', 'twice'],
  ])('%s %s is %s, %s', (date, time, at, clock) => {
    const wall = wallTime(date, time, 'Europe/Prague');
    expect([new Date(wall?.at ?? 0).toISOString(), wall?.clock]).toEqual([at, clock]);
  });

  test.each([
    ['2026-02-30', '09:30'],
    ['2026-11-26', '24:00'],
    ['26.11.2026', '09:30'],
    ['', ''],
    ['2026-11-26', '9:30'],
  ])('%s %s is none', (date, time) => expect(wallTime(date, time, 'UTC')).toBe(null));

  test('reads back as it was typed, unless the clocks skip it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_700_000_000, max: 2_000_000_000 }),
        fc.constantFrom('Europe/Prague', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
        (seconds, zone) => {
          const { date, time } = onTheClock(seconds * 1_000, zone);
          const wall = wallTime(date, time, zone);
          expect(wall?.clock).not.toBe('skipped');
          expect(onTheClock(wall?.at ?? 0, zone)).toEqual({ date, time });
        },
      ),
    );
  });
});

describe('the next time in a window', () => {
  test('is now, later today, or on the next of its days', () => {
    expect(next('any', '2026-11-26T08:30:10Z')).toBe('2026-11-26T08:31:00.000Z');
    expect(next('MON-FRI 07:00-19:00', '2026-11-26T08:30:00Z')).toBe('2026-11-26T08:30:00.000Z');
    expect(next('MON-FRI 07:00-19:00', '2026-11-26T03:00:00Z')).toBe('2026-11-26T06:00:00.000Z');
    expect(next('MON-FRI 07:00-19:00', '2026-11-27T18:00:00Z')).toBe('2026-11-30T06:00:00.000Z');
    expect(next('SAT 10:00-12:00', '2026-11-28T11:00:00Z')).toBe('2026-12-05T09:00:00.000Z');
    // The clocks skip 02:00 to 03:00 that Sunday: the window of that day does not open.
    expect(next('SUN 02:00-03:00', '2026-03-28T12:00:00Z')).toBe('2026-04-05T00:00:00.000Z');
  });

  test('is inside it, and no minute before it is', () => {
    const text = fc.constantFrom('MON-FRI 07:00-19:00', 'FRI-MON 00:00-24:00', 'SUN 01:30-02:30', 'any');
    fc.assert(
      fc.property(text, fc.integer({ min: 1_760_000_000, max: 1_800_000_000 }), (words, seconds) => {
        const window = windowOf(words);
        const found = nextInWindow(window, seconds * 1_000, 'America/New_York');
        expect(found).not.toBe(null);
        expect(isWithinWindow(window, found ?? 0, 'America/New_York')).toBe(true);
        const before = (found ?? 0) - 60_000;
        if (before >= seconds * 1_000) expect(isWithinWindow(window, before, 'America/New_York')).toBe(false);
      }),
    );
  });

  test.each(['MON-FRI 07:00-19:00', 'SAT 10:00-12:00', 'any'])('%s is written as it was read', words =>
    expect(windowWords(windowOf(words))).toBe(words),
  );
});
