import fc from 'fast-check';
import { createTask } from 'node-cron';
import { describe, expect, test } from 'vitest';
import {
  contentDate,
  dueSlots,
  freezeInstant,
  pickSlot,
  readerSlot,
  sendSlot,
  slotsInWeek,
} from '../../src/issue/cron-slot.ts';
import { weekOf, weeksBetween } from '../../src/issue/week.ts';
import { HOUR, iso, schedule, WEEK, wall, zones } from './wall-clock.ts';

describe('the slots of a week', () => {
  test('the default schedule picks on Monday and sends on Thursday', () => {
    expect(iso(pickSlot(schedule(), '2026-W48'))).toBe('2026-11-23T09:00:00.000Z');
    expect(iso(sendSlot(schedule(), '2026-W48'))).toBe('2026-11-26T09:00:00.000Z');
    expect(contentDate(schedule(), '2026-W48')).toBe('2026-11-26');
  });

  test('the publication’s zone decides', () => {
    const prague = schedule({ zone: 'Europe/Prague' });
    expect(iso(sendSlot(prague, '2026-W27'))).toBe('2026-07-02T07:00:00.000Z');
    expect(iso(sendSlot(prague, '2026-W48'))).toBe('2026-11-26T08:00:00.000Z');
    expect(contentDate(schedule({ zone: 'Pacific/Apia', send: '0 1 * * THU' }), '2026-W48')).toBe(
      '2026-11-26',
    );
  });

  test('of several occurrences the first in the week sends and the last before it picks', () => {
    const often = schedule({ pick: '0 6,18 * * *', send: '30 8 * * TUE,FRI' });
    expect(iso(sendSlot(often, '2026-W48'))).toBe('2026-11-24T08:30:00.000Z');
    expect(iso(pickSlot(often, '2026-W48'))).toBe('2026-11-24T06:00:00.000Z');
  });

  test('a pick at the very time of the send is the one of a week before', () => {
    const same = schedule({ pick: '0 9 * * THU' });
    expect(iso(pickSlot(same, '2026-W48'))).toBe('2026-11-19T09:00:00.000Z');
  });

  test('a pick more than seven days before the send is none', () => {
    expect(iso(pickSlot(schedule({ pick: '0 9 19 11 *' }), '2026-W48'))).toBe('2026-11-19T09:00:00.000Z');
    expect(() => pickSlot(schedule({ pick: '59 8 19 11 *' }), '2026-W48')).toThrow('in the 7 days before');
  });

  test('lists in any order are read in the order of the day', () => {
    const listed = schedule({ pick: '0 8 * * THU', send: '30,0 18,6 * * THU' });
    expect(iso(sendSlot(listed, '2026-W48'))).toBe('2026-11-26T06:00:00.000Z');
  });

  test('a pick on Friday belongs to the week after', () => {
    expect(iso(pickSlot(schedule({ pick: '0 9 * * FRI' }), '2026-W48'))).toBe('2026-11-20T09:00:00.000Z');
  });

  test('seconds, names, steps, L and # are read as node-cron reads them', () => {
    expect(slotsInWeek('15 0 9 * NOV Thursday', 'UTC', '2026-W48').map(iso)).toEqual([
      '2026-11-26T09:00:15.000Z',
    ]);
    expect(slotsInWeek('0 */12 * * 6-7', 'UTC', '2026-W48').map(iso)).toEqual([
      '2026-11-28T00:00:00.000Z',
      '2026-11-28T12:00:00.000Z',
      '2026-11-29T00:00:00.000Z',
      '2026-11-29T12:00:00.000Z',
    ]);
    expect(slotsInWeek('0 9 L * *', 'UTC', '2026-W49').map(iso)).toEqual(['2026-11-30T09:00:00.000Z']);
    expect(slotsInWeek('0 9 * * 4#4', 'UTC', '2026-W48').map(iso)).toEqual(['2026-11-26T09:00:00.000Z']);
    expect(slotsInWeek('0 9 * * 4#1', 'UTC', '2026-W48')).toEqual([]);
    expect(() => sendSlot(schedule({ send: '0 9 * * 4#1' }), '2026-W48')).toThrow(
      'SEND_CRON "0 9 * * 4#1" does not fall due in 2026-W48',
    );
    expect(() => sendSlot(schedule({ send: '0 9 * *' }), '2026-W48')).toThrow('expected 5 or 6 fields');
    expect(() => pickSlot(schedule({ pick: '0 9 1 1 *' }), '2026-W48')).toThrow('PICK_CRON "0 9 1 1 *"');
  });

  test('where no clock is changed every occurrence is one of node-cron’s own', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(part(59), part(23), part(7), part(2000), (minute, hour, day, week) => {
        const expression = `${minute} ${hour},5 * * ${day},3`;
        const name = weekOf(week * WEEK, 'UTC');
        const task = createTask(expression, () => undefined, { timezone: 'UTC' });
        void task.destroy();
        const slots = slotsInWeek(expression, 'UTC', name);
        const start = Math.floor((week * WEEK - 4 * 24 * HOUR) / WEEK) * WEEK + 4 * 24 * HOUR;
        const theirs = Array.from({ length: 7 * 24 * 60 }, (_, n) => start + n * 60_000).filter(at => {
          const time = new Date(at);
          return time.getUTCMinutes() === minute && task.match(time);
        });
        expect(slots).toEqual(theirs);
      }),
      { numRuns: 6 },
    );
  });
});

describe('with local time', () => {
  const local = schedule({ zone: 'Europe/Prague', localTime: true });

  test('the audience is fixed when the wall time first comes anywhere', () => {
    expect(iso(freezeInstant(local, '2026-W48'))).toBe('2026-11-25T19:00:00.000Z');
    expect(freezeInstant(local, '2026-W48')).toBe(readerSlot(local, '2026-W48', 'Pacific/Kiritimati'));
    expect(freezeInstant({ ...local, localTime: false }, '2026-W48')).toBe(sendSlot(local, '2026-W48'));
  });

  test('each reader is due at the same wall time in their own zone', () => {
    for (const zone of [...zones, 'Pacific/Kiritimati', 'Pacific/Niue']) {
      expect(wall(readerSlot(local, '2026-W48', zone), zone)).toBe('2026-11-26 09:00:00');
      expect(readerSlot(local, '2026-W48', zone)).toBeGreaterThanOrEqual(freezeInstant(local, '2026-W48'));
    }
  });
});

describe('what fell due', () => {
  test('lists each slot in (since, now] once, oldest first', () => {
    const due = dueSlots(schedule(), Date.parse('2026-11-19T09:00:00Z'), Date.parse('2026-11-26T09:00:00Z'));
    expect(due.map(slot => [slot.kind, slot.week, iso(slot.at)])).toEqual([
      ['pick', '2026-W48', '2026-11-23T09:00:00.000Z'],
      ['send', '2026-W48', '2026-11-26T09:00:00.000Z'],
    ]);
    expect(
      dueSlots(schedule(), Date.parse('2026-11-26T09:00:00Z'), Date.parse('2026-11-30T08:59:59Z')),
    ).toEqual([]);
  });

  test('a pick in the week before and a freeze in the week before are found', () => {
    const early = schedule({ pick: '0 9 * * FRI', send: '0 1 * * MON', localTime: true });
    const due = dueSlots(early, Date.parse('2026-11-20T00:00:00Z'), Date.parse('2026-11-22T23:00:00Z'));
    expect(due.map(slot => [slot.kind, slot.week])).toEqual([
      ['pick', '2026-W48'],
      ['send', '2026-W48'],
    ]);
  });

  test('any way of cutting a stretch of time finds the same slots', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 60 });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        minutes,
        minutes,
        minutes,
        fc.boolean(),
        (zone, x, y, z, localTime) => {
          const plan = schedule({ zone, pick: '30 2 * * SUN', send: '30 1 * * MON', localTime });
          const start = Date.parse('2026-02-20T00:00:00Z');
          const [since, middle, now] = [x, y, z].sort((m, n) => m - n).map(n => start + n * 60_000) as [
            number,
            number,
            number,
          ];
          expect([...dueSlots(plan, since, middle), ...dueSlots(plan, middle, now)]).toEqual(
            dueSlots(plan, since, now),
          );
          const sends = dueSlots(plan, since, now).filter(slot => slot.kind === 'send');
          for (const [n, slot] of sends.entries()) {
            expect(weeksBetween(sends[0]?.week ?? '', slot.week)).toBe(n);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
