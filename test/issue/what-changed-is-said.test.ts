import { describe, expect, test } from 'vitest';
import { composeContent } from '../../src/issue/compose-content.ts';
import { type EarlierTool, sinceLine } from '../../src/issue/since.ts';
import { HOUSE_WORDS, Words } from '../../src/words/words.ts';
import { composeInput } from './reference-pair.ts';

const ship = (ships: number, skips: number) => ({ ships, skips, percent: 0, badge: 'ship' as const });
const then = { name: 'Zed', price: 'From $12/mo', ship: ship(3, 1) };
const now = {
  price: { kind: 'paid', from: { amount: 12, currency: 'USD', per: 'month' } },
  ship: ship(3, 1),
} as const;

function earlier(change: Partial<EarlierTool['tool']>): EarlierTool {
  return { date: '2026-08-06', tool: { ...then, ...change }, words: HOUSE_WORDS };
}

describe('of a tool that was compared before, the mail', () => {
  test.each([
    [{ price: 'Free' }, 'Changed since 6 Aug 2026: the price was “Free”.'],
    [{ ship: ship(2, 2) }, 'Changed since 6 Aug 2026: the panel stood at 2 to 2.'],
    [
      { price: 'Free', ship: ship(2, 2) },
      'Changed since 6 Aug 2026: the price was “Free”, and the panel stood at 2 to 2.',
    ],
    // Readers were told no price then.
    [{ price: '—' }, ''],
    [{ price: '—', ship: ship(3, 0) }, 'Changed since 6 Aug 2026: the panel stood at 3 to 0.'],
    [{ name: 'Zed Editor' }, ''],
    [{}, ''],
  ])('says what is no longer so: %j', (was, line) => {
    expect(sinceLine(now, earlier(was), HOUSE_WORDS)).toBe(line);
  });

  test('compares prices and not how they are worded', () => {
    const rawPrice = now.price;
    const reworded = new Words('en', { 'prices.from': 'starts at {price}' });
    const told = { ...earlier({ rawPrice }), words: reworded };
    expect(sinceLine(now, told, reworded)).toBe('');
    expect(sinceLine({ ...now, price: { kind: 'free' } }, told, reworded)).toBe(
      'Changed since 6 Aug 2026: the price was “From $12/mo”.',
    );
  });

  test('says nothing of one that is new to its readers', () => {
    expect(sinceLine(now, undefined, HOUSE_WORDS)).toBe('');
  });

  test('says it of the tool it is about, and of no other', () => {
    const told = new Map([['smolvlm-2-5', earlier({ price: 'From $9/mo', ship: ship(4, 0) })]]);
    const [pairing] = composeContent(composeInput({ earlier: told })).pairings;
    expect([pairing?.a.since, pairing?.b.since]).toEqual([
      '',
      'Changed since 6 Aug 2026: the price was “From $9/mo”.',
    ]);
  });
});
