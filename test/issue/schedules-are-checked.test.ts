import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSchedule, pickSlot, sendSlot } from '../../src/issue/cron-slot.ts';
import { nextWeek } from '../../src/issue/week.ts';

describe('a schedule that falls due every week is fine', () => {
  test.each([
    ['0 9 * * MON', '0 9 * * THU'],
    ['0 9 * * MON', '0 9 * * MON'],
    ['0 0 9 * * 1', '30 0 9 * * 7'],
    ['@daily', '@weekly'],
    ['0 9 * * *', '0 9 1-7,8-14,15-31 * *'],
    ['0 9 */2 * *', '0 9 */3 * *'],
    ['0 9 ? * 1-5', '*/15 9-17 * JAN-DEC Monday'],
  ])('pick %s, send %s', (pick, send) => {
    expect(checkSchedule(pick, send, 'Europe/Prague')).toEqual([]);
  });
});

describe('a schedule that does not is refused in words', () => {
  test('every bad part is named at once', () => {
    expect(checkSchedule('0 25 * * MON', 'weekly', 'Mars/Olympus')).toEqual([
      {
        setting: 'PUBLICATION_TIMEZONE',
        message: 'an IANA time zone like Europe/Prague: no such zone is known',
      },
      {
        setting: 'PICK_CRON',
        message: 'a cron expression like 0 9 * * MON: 25 is a invalid expression for hour',
      },
      {
        setting: 'SEND_CRON',
        message: 'a cron expression like 0 9 * * THU: expected 5 or 6 fields but got 1',
      },
    ]);
  });

  test.each([
    ['0 9 1 * *', 'a day of the month'],
    ['0 9 * 1-11 THU', 'months left out'],
    ['0 9 * * 4#2', 'the second Thursday'],
    ['0 9 L * *', 'the last of the month'],
    ['0 9 1-24 * *', 'a week at the end of long months'],
    ['0 9 1-30,15W * THU', 'Thursdays the 31st'],
    ['0 9 29 2 *', 'leap days'],
  ])('SEND_CRON %s: %s', send => {
    expect(checkSchedule('0 9 * * *', send, 'UTC')).toEqual([
      {
        setting: 'SEND_CRON',
        message: expect.stringMatching(
          /^a time in every week, like 0 9 \* \* THU: there is none in \d{4}-W\d{2}$/,
        ),
      },
    ]);
  });

  test('a pick has to fall within the seven days before each send', () => {
    expect(checkSchedule('0 9 1-7 * *', '0 9 * * THU', 'UTC')).toEqual([
      {
        setting: 'PICK_CRON',
        message:
          'a time in the 7 days before every send, like 0 9 * * MON: there is none before that of 2024-W03',
      },
    ]);
  });

  test('what passes the check has a slot in every week; nothing makes the check throw', () => {
    const field = fc.constantFrom(
      '*',
      '1',
      '1-7',
      '*/2',
      '1,15',
      '28-31',
      'L',
      '15W',
      '4#2',
      'MON',
      '5L',
      '?',
      '40',
      'x',
    );
    const expression = fc
      .tuple(field, field, field)
      .map(([day, month, weekday]) => `0 9 ${day} ${month} ${weekday}`);
    fc.assert(
      fc.property(expression, expression, fc.integer({ min: 0, max: 1400 }), (pick, send, weeks) => {
        if (checkSchedule(pick, send, 'UTC').length === 0) {
          let week = '2026-W01';
          for (let n = 0; n < weeks % 300; n++) {
            week = nextWeek(week);
          }
          const schedule = { pick, send, zone: 'UTC', localTime: false };
          expect(pickSlot(schedule, week)).toBeLessThan(sendSlot(schedule, week));
        }
      }),
    );
  });

  test('no text makes the check throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (pick, send, zone) => {
        expect(checkSchedule(pick, send, zone)).toBeInstanceOf(Array);
      }),
    );
  });
});
