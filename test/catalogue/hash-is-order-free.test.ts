import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Dice } from '../../scripts/dice.ts';
import { syntheticCatalogue } from '../../scripts/synthetic-catalogue.ts';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { type Raw, rawCatalogue, rawTool } from './example-file.ts';

function loaded(raw: unknown) {
  const result = checkCatalogue(raw, 'test');
  if (result.kind === 'invalid') throw new Error('The test builds a wrong catalogue');
  return result.catalogue;
}

/** The same content with tools, reviews, panel and keys in another order. */
function shuffled(value: unknown, dice: Dice, key = ''): unknown {
  if (Array.isArray(value)) {
    const order = key === 'tags' ? value : dice.some(value, value.length);
    return order.map(child => shuffled(child, dice));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    dice.some(entries, entries.length).map(([name, child]) => [name, shuffled(child, dice, name)]),
  );
}

test('a shuffled file gives the same catalogue and the same hash', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 25 }), fc.integer(), (tools, seed) => {
      const raw = syntheticCatalogue({ tools, seed });
      expect(loaded(shuffled(raw, new Dice(seed)))).toEqual(loaded(raw));
    }),
    { numRuns: 50 },
  );
});

const CHANGES: Raw[] = [
  { name: 'Other' },
  { tags: ['x'] },
  { price: { kind: 'unknown' } },
  { popularity: 0.5 },
  { note: 'Not official' },
  { status: 'retired' },
  { reviews: [] },
];

test.each(CHANGES)('%j changes the hash', change => {
  expect(loaded(rawCatalogue(rawTool('a', change))).hash).not.toBe(loaded(rawCatalogue(rawTool('a'))).hash);
});

test('what means the same hashes the same: defaults written out, blanks around words, empty optional fields', () => {
  const plain = loaded(rawCatalogue(rawTool('a')));
  const wordy = rawTool('a', {
    name: ' A ',
    status: 'active',
    affiliation: 'unknown',
    tags: [],
    note: '',
    panelShip: 67,
  });
  expect(loaded(rawCatalogue(wordy))).toEqual(plain);
});

test('the hash is the sha256 of the canonical JSON, computed once by another program', () => {
  const { hash } = loaded(rawCatalogue(rawTool('b'), rawTool('a')));
  expect(hash).toBe('19cff6147f01251f92dc2bab72c7250f747337a0b53bc25d92e635dfeecde930');
});
