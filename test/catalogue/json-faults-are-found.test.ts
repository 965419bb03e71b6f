import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonFault } from '../../src/catalogue/json-fault.ts';

test.each([
  ['', 1, 1, 'expected a value', 'nothing'],
  ['{"a": 1,}', 1, 9, 'expected a key in double quotes', '"}"'],
  ['{"a": 1\n "b": 2}', 2, 2, 'expected "," or "}"', '"\\"b\\": 2}"'],
  ['{"a" 1}', 1, 6, 'expected ":" after the key', '"1}"'],
  ['[1,\n 2,\n x]', 3, 2, 'expected a value', '"x]"'],
  ["{'a': 1}", 1, 2, 'expected a key in double quotes or "}"', '"\'a\': 1}"'],
  ['["a\nb"]', 1, 4, 'a line break or control character inside a quoted text', '""'],
  ['["a\\x"]', 1, 4, 'a backslash that escapes nothing', '"\\\\x\\"]"'],
  ['["abc', 1, 2, 'this quoted text is never closed', '"\\"abc"'],
  ['{"a": [1, 2', 1, 12, 'expected "," or "]"', 'nothing'],
  ['{} {}', 1, 4, 'expected the end', '"{}"'],
  ['01', 1, 2, 'expected the end', '"1"'],
])('in %j the fault is at line %i, column %i', (text, line, column, message, found) => {
  expect(findJsonFault(text)).toEqual({ line, column, message, found });
});

test('what JSON.parse takes has no fault', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
      expect(findJsonFault(JSON.stringify(JSON.parse(text), null, indent))).toBeNull();
    }),
  );
});

test('what JSON.parse refuses has a fault', () => {
  const damaged = fc.tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom('', ',', '"', '}', '[', '\\', 'x', '\n', '0', ':'),
  );
  fc.assert(
    fc.property(damaged, ([text, at, put]) => {
      const place = at % (text.length + 1);
      const broken = text.slice(0, place) + put + text.slice(place + 1);
      expect(findJsonFault(broken) === null).toBe(isJson(broken));
    }),
    { numRuns: 2_000 },
  );
});

test('a hundred thousand open brackets do not exhaust the stack', () => {
  expect(findJsonFault('['.repeat(100_000))).toEqual({
    line: 1,
    column: 100_001,
    message: 'expected a value or "]"',
    found: 'nothing',
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
