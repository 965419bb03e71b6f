import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readToldDate } from '../../src/sheet/told-date.ts';

const iso = (text: string) => {
  const at = readToldDate(text);
  return at === null ? null : new Date(at).toISOString();
};

describe('a day in an export', () => {
  it.each([
    ['2018-02-12 17:59:31', '2018-02-12T17:59:31.000Z'],
    ['2023-03-24 10:23:10 UTC', '2023-03-24T10:23:10.000Z'],
    ['2018-08-27T15:06:27.713Z', '2018-08-27T15:06:27.000Z'],
    ['2022-01-02T16:55:00+02:00', '2022-01-02T14:55:00.000Z'],
    ['2022-01-02 16:55:00-00:30', '2022-01-02T17:25:00.000Z'],
    ['2024-05-01 12:00:00.123456 +0530 IST', '2024-05-01T06:30:00.000Z'],
    ['2024-05-01 12:00:00 +0200 +0200', '2024-05-01T10:00:00.000Z'],
    ['2026-01-15', '2026-01-15T00:00:00.000Z'],
    ['28.01.2023 11:43', '2023-01-28T11:43:00.000Z'],
    ['03.04.2021', '2021-04-03T00:00:00.000Z'],
    ['10/28/2022 2:05 PM', '2022-10-28T14:05:00.000Z'],
    ['28/10/2022', '2022-10-28T00:00:00.000Z'],
    ['4/4/2021', '2021-04-04T00:00:00.000Z'],
    ['Jan 15, 2026', '2026-01-15T00:00:00.000Z'],
    ['September 3 2021 12:30 am', '2021-09-03T00:30:00.000Z'],
    ['1527433587', '2018-05-27T15:06:27.000Z'],
    ['1527433587000', '2018-05-27T15:06:27.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it.each([
    '03/04/2021',
    '2021-02-30',
    '0001-01-01 00:00:00 +0000 UTC',
    '2023-13-01',
    '2023-01-01 25:00:00',
    'yesterday',
    'Foo 3, 2021',
    '',
    '12',
  ])('%s is none', text => {
    expect(readToldDate(text)).toBeNull();
  });

  it('comes back from what it is written as', () => {
    const seconds = fc.integer({ min: Date.UTC(1990, 0) / 1_000, max: Date.UTC(2099, 11) / 1_000 });
    fc.assert(
      fc.property(seconds, at => {
        const written = new Date(at * 1_000).toISOString();
        for (const form of [
          written,
          written.replace('T', ' ').slice(0, 19),
          written.replace('.000Z', '+0000'),
        ])
          expect(readToldDate(form)).toBe(at * 1_000);
      }),
    );
  });
});
