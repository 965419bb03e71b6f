import { createTask } from 'node-cron';
import { describe, expect, test } from 'vitest';
import { contentDate, pickSlot, sendSlot, slotsInWeek } from '../../src/issue/cron-slot.ts';
import { weekOf } from '../../src/issue/week.ts';
import { HOUR, iso, schedule, WEEK, wall, weeksFrom, zones } from './wall-clock.ts';

describe('changes of the clock', () => {
  const sundays = schedule({ zone: 'Europe/Prague', send: '30 2 * * SUN' });

  test('a time that the gap swallows moves forward by the gap', () => {
    expect(wall(sendSlot(sundays, '2026-W12'), 'Europe/Prague')).toBe('2026-03-22 02:30:00');
    expect(iso(sendSlot(sundays, '2026-W13'))).toBe('2026-03-29T01:30:00.000Z');
    expect(wall(sendSlot(sundays, '2026-W13'), 'Europe/Prague')).toBe('2026-03-29 03:30:00');
  });

  test('a repeated hour counts once, the first time round', () => {
    expect(iso(sendSlot(sundays, '2026-W43'))).toBe('2026-10-25T00:30:00.000Z');
    expect(slotsInWeek('30 2 * * SUN', 'Europe/Prague', '2026-W43')).toHaveLength(1);
  });

  test('node-cron alone skips the former: that is why the slots are ours', () => {
    const task = createTask('30 2 29 3 *', () => undefined, { timezone: 'Europe/Prague' });
    void task.destroy();
    const hours = Array.from({ length: 48 }, (_, n) => Date.parse('2026-03-29T00:00:00Z') + (n * HOUR) / 2);
    expect(hours.some(at => task.match(new Date(at)))).toBe(false);
  });

  test('half-hour gaps and a day that never was are followed too', () => {
    const howe = schedule({ zone: 'Australia/Lord_Howe', send: '15 2 * * SUN' });
    expect(wall(sendSlot(howe, '2026-W40'), 'Australia/Lord_Howe')).toBe('2026-10-04 02:45:00');
    const apia = schedule({ zone: 'Pacific/Apia', send: '0 9 * * FRI' });
    expect(wall(sendSlot(apia, '2011-W52'), 'Pacific/Apia')).toBe('2011-12-31 09:00:00');
    expect(contentDate(apia, '2011-W52')).toBe('2011-12-31');
  });

  test('times that the gap lays on top of each other fire once', () => {
    const slots = slotsInWeek('30 2,3 * * SUN', 'Europe/Prague', '2026-W13');
    expect(slots.map(iso)).toEqual(['2026-03-29T01:30:00.000Z']);
  });

  test('a pick that the gap pushes past the send still comes before it', () => {
    const tight = schedule({ zone: 'Europe/Prague', pick: '30 2 * * SUN', send: '0 3 * * SUN' });
    expect(sendSlot(tight, '2026-W13') - pickSlot(tight, '2026-W13')).toBe(1);
    expect(sendSlot(tight, '2026-W14') - pickSlot(tight, '2026-W14')).toBe(HOUR / 2);
  });

  test.each([
    ...zones.map(zone => [zone, '30 2 * * SUN'] as const),
    ['Pacific/Apia', '0 9 * * FRI'],
    ['Africa/Casablanca', '0 0 * * MON'],
    ['America/New_York', '59 23 * * SUN'],
  ] as const)(
    'over ten years %s has exactly one slot a week for %s, in strictly rising order',
    (zone, send) => {
      const plan = schedule({ zone, send, pick: '0 12 * * WED' });
      const weeks = weeksFrom('2008-W01', 522);
      const slots = weeks.map(week => sendSlot(plan, week));
      for (const [n, week] of weeks.entries()) {
        const slot = slots[n] ?? Number.NaN;
        expect(slotsInWeek(send, zone, week)).toEqual([slot]);
        expect(weekOf(slot, zone)).toBe(week);
        const step = slot - (slots[n - 1] ?? slot - WEEK);
        expect(step).toBeGreaterThan(WEEK - 25 * HOUR);
        expect(step).toBeLessThan(WEEK + 25 * HOUR);
        if (n % 13 === 0) {
          const ahead = slot - pickSlot(plan, week);
          expect(ahead).toBeGreaterThan(0);
          expect(ahead).toBeLessThanOrEqual(WEEK + 25 * HOUR);
        }
      }
    },
  );
});
