import fc from 'fast-check';
import { expect, it } from 'vitest';
import { masked } from '../../../src/delivery/mailers/masked.ts';

const WORD = /[^\s<>"'`,;:()[\]]+@[^\s<>"'`,;:()[\]]+/;

it.each([
  ['550 <ada@readers.example>: no such user', '550 <(address)>: no such user'],
  ['ada@readers.example,bob@b.example', '(address),(address)'],
  ['a@b@c and @here and there@', '(address) and @here and there@'],
  ['key re_Abc_123 is\r\nwrong\0', 'key (key) is wrong'],
  ['x'.repeat(400), `${'x'.repeat(299)}…`],
])('%j is kept as %j', (said, kept) => {
  expect(masked(said)).toBe(kept);
});

it('no address is left, wherever it stands', () => {
  const character = fc.constantFrom('a', '@', ' ', '<', '>', ',', '.', '\n', 're_', '"');
  fc.assert(
    fc.property(fc.array(character, { maxLength: 40 }), said => {
      expect(masked(said.join('')).replaceAll('(address)', '')).not.toMatch(WORD);
    }),
  );
});

// Each character looked at once, or this would take hours: a webhook may hold a megabyte.
it.each([
  ['letters', 'x'.repeat(1_000_000), 'x'],
  ['signs', '@'.repeat(1_000_000), '(address)'],
  ['letters and a sign', `${'x'.repeat(1_000_000)}@`, 'x'],
])('a megabyte of %s is cut like anything else', (_, said, start) => {
  expect(masked(said).startsWith(start)).toBe(true);
  expect(masked(said).length).toBeLessThanOrEqual(300);
});
