import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportRow } from '../../src/audience/import-row.ts';
import { decide, gatherWishes, type Known } from '../../src/audience/import-rules.ts';
import type { SuppressionReason } from '../../src/audience/suppression.ts';

const profile = fc.record({
  name: fc.constantFrom('', 'Ann', 'Bob'),
  timezone: fc.constantFrom('', 'UTC', 'Europe/Prague'),
  interests: fc.constantFrom<readonly string[]>([], ['AI'], ['Voice', 'AI']),
});
const row = fc
  .tuple(
    profile,
    fc.constantFrom<ImportRow['status']>('', 'pending', 'confirmed', 'unsubscribed', 'suppressed'),
  )
  .map(
    ([rest, status]): ImportRow => ({ email: 'a@example.com', dedupeKey: 'a@example.com', ...rest, status }),
  );
const known = fc.option(
  fc
    .tuple(profile, fc.constantFrom<Known['state']>('pending', 'confirmed', 'unsubscribed'))
    .map(([rest, state]): Known => ({ id: 1, ...rest, state })),
);
const suppression = fc.option(
  fc.constantFrom<SuppressionReason>('manual', 'hard_bounce', 'complaint', 'erased'),
);

interface World {
  readonly known: Known | null;
  readonly suppression: SuppressionReason | null;
}

function apply(world: World, rows: readonly ImportRow[], confirmed: boolean): World {
  const [wish] = gatherWishes(rows, confirmed);
  if (!wish) return world;
  const { insert, move, fill, suppress } = decide(wish, world.known, world.suppression);
  const { name, timezone, interests } = wish;
  const added: Known | null = insert ? { id: 1, name, timezone, interests, state: insert } : null;
  const before = world.known ?? added;
  return {
    known: before && { ...before, ...fill, state: move ?? before.state },
    suppression: suppress ? 'manual' : world.suppression,
  };
}

const mailed = (world: World) => world.known?.state === 'confirmed' && world.suppression === null;

describe('what an import does about an address', () => {
  it('never brings back who unsubscribed, was suppressed or was erased', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        known,
        suppression,
        fc.boolean(),
        (rows, k, s, confirmed) => {
          const before = { known: k, suppression: s };
          const after = apply(before, rows, confirmed);
          if (k?.state === 'unsubscribed') expect(after.known?.state).toBe('unsubscribed');
          if (s !== null) expect(after.suppression).not.toBeNull();
          if (s === 'erased' && !k) expect(after).toEqual(before);
          if (!mailed(before) && mailed(after)) {
            expect(confirmed).toBe(true);
            expect(rows.map(({ status }) => status)).not.toContain('unsubscribed');
            expect(rows.map(({ status }) => status)).not.toContain('suppressed');
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        known,
        suppression,
        fc.boolean(),
        (rows, k, s, confirmed) => {
          const once = apply({ known: k, suppression: s }, rows, confirmed);
          expect(apply(once, rows, confirmed)).toEqual(once);
          const [wish] = gatherWishes(rows, confirmed);
          const again = wish && decide(wish, once.known, once.suppression);
          expect(again).toMatchObject({ insert: null, move: null, fill: null, suppress: false });
          expect(['unchanged', 'keptOut']).toContain(again?.outcome);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('lets a reader who leaves anywhere in the file leave, whatever the order of the rows', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), known, suppression, (rows, k, s) => {
        const world = { known: k, suppression: s };
        const together = mailed(apply(world, rows, true));
        expect(mailed(apply(world, [...rows].reverse(), true))).toBe(together);
        const apart = mailed(rows.reduce((so, one) => apply(so, [one], true), world));
        const says = (...words: ImportRow['status'][]) => rows.some(({ status }) => words.includes(status));
        if (says('unsubscribed', 'suppressed')) expect([together, apart]).toEqual([false, false]);
        // Told at once, who is pending in one row waits; told later, a yes from before stands.
        if (together || !says('pending')) expect(apart).toBe(together);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never overwrites what a reader said, and never makes a confirmed reader pending', () => {
    fc.assert(
      fc.property(row, known, fc.boolean(), (one, k, confirmed) => {
        const after = apply({ known: k, suppression: null }, [one], confirmed).known;
        if (!k) return;
        if (k.name) expect(after?.name).toBe(k.name);
        if (k.timezone) expect(after?.timezone).toBe(k.timezone);
        if (k.interests.length > 0) expect(after?.interests).toEqual(k.interests);
        if (k.state === 'confirmed') expect(['confirmed', 'unsubscribed']).toContain(after?.state);
      }),
    );
  });

  it('makes rows without a status, or with the status confirmed, what the command says', () => {
    const one = { email: 'a@example.com', dedupeKey: 'a@example.com', name: '', timezone: '', interests: [] };
    const inserted = (status: ImportRow['status'], confirmed: boolean) =>
      gatherWishes([{ ...one, status }], confirmed).map(wish => decide(wish, null, null).insert);
    expect(
      ['', 'confirmed', 'pending', 'unsubscribed', 'suppressed'].map(s => inserted(s as '', false)),
    ).toEqual([['pending'], ['pending'], ['pending'], ['unsubscribed'], [null]]);
    expect(
      ['', 'confirmed', 'pending', 'unsubscribed', 'suppressed'].map(s => inserted(s as '', true)),
    ).toEqual([['confirmed'], ['confirmed'], ['pending'], ['unsubscribed'], [null]]);
  });
});
