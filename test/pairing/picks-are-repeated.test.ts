import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pick } from '../../src/pairing/pick.ts';
import { type PickRecord, recordOf, repeatPick } from '../../src/pairing/pick-record.ts';
import { programsWords } from '../../src/words/dictionary.ts';
import { HOUSE_VERDICTS } from '../../src/words/verdict-words.ts';
import { Words } from '../../src/words/words.ts';
import { randomWeek } from './random-week.ts';

/** Every sentence of the program said otherwise, so that none can be left out unseen. */
function otherWords(language: string): Words {
  const own = Object.entries(programsWords(language)).map(([key, text]) => [
    key,
    typeof text === 'string' ? `~${text}` : text.map(each => `~${each}`),
  ]);
  const verdicts = { ...HOUSE_VERDICTS, ship: 'buy', ships: 'buys', skip: 'leave', skips: 'leaves' };
  return new Words(language, Object.fromEntries(own), verdicts);
}

test('a pick is the same again from its record and the catalogue, as both are after a while in JSON', () => {
  const anyWeek = fc.record({
    seed: fc.nat(1_000_000),
    tools: fc.integer({ min: 0, max: 30 }),
    categories: fc.integer({ min: 1, max: 6 }),
    count: fc.integer({ min: 0, max: 4 }),
    tired: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('mixed', 'hardly differ', 'differ in words'),
  } as const);
  fc.assert(
    fc.property(anyWeek, fc.constantFrom('en', 'de'), (how, language) => {
      const input = { ...randomWeek(how), words: otherWords(language) };
      const result = pick(input);
      const record = JSON.parse(JSON.stringify(recordOf(input, result, '1.0.0'))) as PickRecord;
      const catalogue = JSON.parse(JSON.stringify(input.catalogue)) as typeof input.catalogue;

      expect(repeatPick(record, catalogue)).toEqual(result);
      expect(record.result).toEqual(JSON.parse(JSON.stringify(result)));
      expect(Object.keys(record.words.own).every(key => /^why\.|^issue\.tally/.test(key))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('a record names past pairs alone: no score of theirs, and nothing of readers', () => {
  const input = randomWeek({ seed: 7, tools: 12, categories: 3, count: 2, tired: 1, kind: 'mixed' });
  const past = input.history.map(issue => ({
    ...issue,
    pairings: issue.pairings.map(pairing => ({ ...pairing, score: 5, why: 'Because.' })),
  }));
  const { history } = recordOf({ ...input, history: past }, pick(input), '1.0.0');

  expect(history.length).toBeGreaterThan(0);
  expect(history).toEqual(input.history);
});
