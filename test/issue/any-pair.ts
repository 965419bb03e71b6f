import fc from 'fast-check';
import type { Tool } from '../../src/catalogue/tool.ts';
import { panel, tool } from './reference-pair.ts';

const SIXTY = 'Extraordinarily Long Name of a Tool for Testing Narrow Cells';

const name = fc.oneof(
  fc.constantFrom(
    'Zed',
    'Thornbury & Pell',
    'Ab',
    SIXTY,
    `${SIXTY.slice(0, 57)}Two`,
    'כלי קוד',
    'كاتب الشفرة',
  ),
  fc.stringMatching(/^[A-Z][a-z]{2,11}( [A-Z][a-z]{1,9}){0,3}$/),
);

const words = fc.stringMatching(/^[a-z]{3,9}( [a-z]{2,9}){2,9}$/);

const price: fc.Arbitrary<Tool['price']> = fc.oneof(
  fc.constantFrom<Tool['price'][]>(
    { kind: 'free' },
    { kind: 'unknown' },
    { kind: 'paid' },
    { kind: 'free_tier' },
  ),
  fc
    .record({
      kind: fc.constantFrom('paid' as const, 'free_tier' as const),
      amount: fc.integer({ min: 1, max: 200 }),
    })
    .map(({ kind, amount }) => ({ kind, from: { amount, currency: 'USD', per: 'month' as const } })),
);

const dated = { priceCheckedOn: fc.constantFrom('2026-11-02', '2026-10-30', undefined) };

/** A tool as a catalogue may have it: with at least as many reviews as a tool needs to be picked. */
export const anyTool = (slug: string): fc.Arbitrary<Tool> =>
  fc
    .record({
      name,
      tagline: words,
      pickWhen: fc.option(words, { nil: undefined }),
      price,
      ...dated,
      seats: fc.uniqueArray(
        fc.record({
          at: fc.nat(panel.length - 1),
          verdict: fc.constantFrom('ship' as const, 'skip' as const),
          pull: words,
        }),
        { selector: ({ at }) => at, minLength: 3, maxLength: 5 },
      ),
    })
    .map(({ seats, pickWhen, priceCheckedOn, ...rest }) =>
      tool({
        ...rest,
        ...(pickWhen && { pickWhen }),
        ...(priceCheckedOn && { priceCheckedOn }),
        slug,
        reviews: seats.map(({ at, verdict, pull }) => ({
          panelist: panel[at]?.id ?? '',
          verdict,
          quote: `${pull} and more.`,
          pull: `${slug}: ${pull}.`,
        })),
      }),
    );
