import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInterests, parseName, parseTimezone } from '../../src/audience/profile.ts';
import { printable } from '../../src/audience/visible-text.ts';

const NAMES: readonly (readonly [typed: string, kept: string])[] = [
  ['Ann', 'Ann'],
  ['  Ann  Lee ', 'Ann Lee'],
  ['Ann\tLee', 'Ann Lee'],
  ['Ann\r\nBcc: x@example.com', 'Ann Bcc: x@example.com'],
  ['Ann\n\n\nLee', 'Ann Lee'],
  ['Ann\u2028Lee\u2029', 'Ann Lee'],
  ['Ann\u00a0Lee\u3000', 'Ann Lee'],
  ['A\u0000n\u0000n', 'Ann'],
  ['A\u001b[31mnn', 'A[31mnn'],
  ['\u0007Ann\u007f\u009b', 'Ann'],
  ['\u202eeeL nnA', 'eeL nnA'],
  ['\u2066Ann\u2069 \u202aLee\u202c', 'Ann Lee'],
  ['A\u200bn\u2060n\ufeff', 'Ann'],
  ['An\u00adn', 'Ann'],
  ['\u200e\u200f\u061c', ''],
  ['\u200d\u200c', ''],
  ['\ufe0f', ''],
  ['\u3164\u115f\u1160\uffa0', ''],
  ['\u{e0041}\u{e0042}', ''],
  ['Ann\ud800', 'Ann'],
  ['\udc00Ann', 'Ann'],
  ['Zoe\u0308', 'Zoë'],
  ['Å', 'Å'],
  ['محمد', 'محمد'],
  ['علی\u200cرضا', 'علی\u200cرضا'],
  ['葛\u{e0100}城', '葛\u{e0100}城'],
  ['李小龍', '李小龍'],
  ['👩‍💻', '👩‍💻'],
  ['❤️', '❤️'],
  ["O'Hara", "O'Hara"],
  ['Ann "Annie" Lee', 'Ann "Annie" Lee'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['=HYPERLINK("http://evil.example","x")', '=HYPERLINK("http://evil.example","x")'],
  ["'; drop table subscribers; --", "'; drop table subscribers; --"],
  ['{{ constructor }}', '{{ constructor }}'],
  ['__proto__', '__proto__'],
  ['null', 'null'],
  ['-', '-'],
  ['0', '0'],
  ['', ''],
];

describe('a name', () => {
  it.each(NAMES)('%j is kept as %j', (typed, kept) => {
    expect(parseName(typed)).toEqual({ kind: 'ok', value: kept });
  });

  it('is one visible line, whatever was typed, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), typed => {
        const parsed = parseName(typed);
        if (parsed.kind === 'bad') return;
        expect(parsed.value).not.toMatch(
          /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]/u,
        );
        expect(parsed.value).toBe(parsed.value.trim().normalize('NFC'));
        expect(parseName(parsed.value)).toEqual(parsed);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has at most 200 characters as a person counts them', () => {
    expect(parseName('😀'.repeat(200))).toEqual({ kind: 'ok', value: '😀'.repeat(200) });
    expect(parseName('x'.repeat(201))).toMatchObject({
      kind: 'bad',
      reason: 'the name is longer than 200 characters',
    });
    expect(parseName('An\ufffd')).toMatchObject({ kind: 'bad', reason: 'the name could not be read' });
  });
});

describe('a time zone', () => {
  it.each([
    ['', ''],
    [' Europe/Prague ', 'Europe/Prague'],
    ['europe/prague', 'Europe/Prague'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['utc', 'UTC'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(parseTimezone(typed)).toEqual({ kind: 'ok', value: kept });
  });

  it.each([
    'Mars/Base',
    '+01:00',
    'GMT+1',
    'Prague',
    '2026-01-01T00:00Z[Europe/Prague]',
    'Europe/Prague\n/x',
    '__proto__',
    'x'.repeat(500),
  ])('%j is refused', typed => {
    expect(parseTimezone(typed)).toMatchObject({ kind: 'bad', reason: 'this is not an IANA time zone' });
  });
});

describe('time zones that were looked up', () => {
  // Without a collection first the heap shows what waits to be thrown away, not what is kept.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const kept = (look: (index: number) => void) => {
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 400; index++) look(index);
    collect();
    return process.memoryUsage().heapUsed - before;
  };
  const long = (index: number) => `${index}${'x'.repeat(65_000)}`;

  it('are not remembered when they are none, however long the texts', () => {
    expect(kept(index => parseTimezone(`z${long(index)}`))).toBeLessThan(4_000_000);
  });

  it('do not keep the file or the form alive in which they stood', () => {
    expect(
      kept(index => parseTimezone(`${long(index)},Nowhere/Place${index}`.split(',')[1] ?? '')),
    ).toBeLessThan(4_000_000);
  });
});

describe('interests', () => {
  it('are told apart by semicolons, cleaned, and named once each', () => {
    expect(parseInterests([' Developer Tools; ;AI\u200b ', 'AI', ';Voice;'])).toEqual({
      kind: 'ok',
      value: ['Developer Tools', 'AI', 'Voice'],
    });
    expect(parseInterests([''])).toEqual({ kind: 'ok', value: [] });
  });

  it('are at most 20 of at most 40 characters', () => {
    const many = Array.from({ length: 20 }, (_, index) => `${index}`.padEnd(40, 'x'));
    expect(parseInterests(many)).toEqual({ kind: 'ok', value: many });
    expect(parseInterests([...many, 'one more'])).toMatchObject({
      kind: 'bad',
      reason: expect.stringContaining('21'),
    });
    expect(parseInterests(['x'.repeat(41)])).toMatchObject({
      kind: 'bad',
      reason: expect.stringContaining('40'),
    });
    expect(parseInterests(['\ufffd'])).toMatchObject({ kind: 'bad' });
  });
});

describe('text that is printed in a message', () => {
  it('is cut, and shows what could not be seen', () => {
    expect(printable('a\u202eb\nc\u200b')).toBe('a\\u{202e}b\\u{a}c\\u{200b}');
    expect(printable('x'.repeat(100))).toBe(`${'x'.repeat(80)}…`);
    expect(printable('😀'.repeat(3), 2)).toBe('😀😀…');
  });
});
