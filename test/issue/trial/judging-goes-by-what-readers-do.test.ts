import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../scripts/trial-power/simulated-trial.ts';
import { SETTLED_MS, TOGETHER_MS } from '../../../src/issue/trial/acts.ts';
import { evidenceAsked } from '../../../src/issue/trial/evidence-asked.ts';
import { judgeTrial } from '../../../src/issue/trial/judge-trial.ts';
import type { TrialOutcome } from '../../../src/issue/trial/trial-outcome.ts';
import type { TrialReader } from '../../../src/issue/trial/trial-reader.ts';

const ARMS = 3;
const reader: fc.Arbitrary<TrialReader> = fc
  .record({
    arm: fc.integer({ min: 0, max: ARMS - 1 }),
    at: fc.integer({ min: 0, max: HOUR_MS }),
    // Often at the same moment as others.
    delay: fc.option(fc.oneof(fc.integer({ min: -10, max: 2 * HOUR_MS }), fc.integer({ min: 1, max: 20 })), {
      freq: 3,
    }),
  })
  .map(({ arm, at, delay }) => ({ arm, at, actedAt: delay === null ? null : at + delay }));
const readers = fc.array(reader, { maxLength: 120 });
const look = fc.integer({ min: 0, max: 5 * HOUR_MS });
/** Trials in which something is found: readers of one arm act more often. */
const unequal = fc
  .tuple(fc.array(reader, { minLength: 40, maxLength: 120 }), fc.integer({ min: 0, max: ARMS - 1 }))
  .map(([all, good]) =>
    all.map(one =>
      one.arm === good ? { ...one, actedAt: one.actedAt ?? one.at + 60_000 } : { ...one, actedAt: null },
    ),
  );

describe('judging goes by what readers do', () => {
  it('takes readers in any order', () => {
    fc.assert(
      fc.property(
        fc.oneof(readers, unequal),
        look,
        fc.array(fc.nat(), { minLength: 120, maxLength: 120 }),
        (all, now, keys) => {
          const shuffled = all
            .map((one, place) => ({ one, key: keys[place] ?? 0 }))
            .sort((one, other) => one.key - other.key)
            .map(({ one }) => one);
          expect(judgeTrial(shuffled, ARMS, now)).toEqual(judgeTrial(all, ARMS, now));
        },
      ),
    );
  });

  it('thinks nothing of how arms are numbered', () => {
    fc.assert(
      fc.property(
        fc.oneof(readers, unequal),
        look,
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        (all, now, numbers) => {
          const renumbered = all.map(one => ({ ...one, arm: numbers[one.arm] ?? 0 }));
          expectAlike(renumber(judgeTrial(all, ARMS, now), numbers), judgeTrial(renumbered, ARMS, now));
        },
      ),
    );
  });

  it('names no winner where nobody acts, or only what nobody could have done besides', () => {
    fc.assert(
      fc.property(readers, look, fc.integer({ min: 1, max: 4 }), (all, now, arms) => {
        const silent = all.map(one => ({ arm: one.arm % arms, at: one.at, actedAt: null }));
        expect(judgeTrial(silent, arms, now)).toEqual({
          kind: 'open',
          evidence: Array.from({ length: arms }, () => 1),
        });
        const alone = all.map(one => ({ ...one, arm: 0 }));
        expect(judgeTrial(alone, ARMS, now).kind).toBe('open');
      }),
    );
  });

  it('finds the same winner at every later look, and none that an earlier look took for open', () => {
    let found = 0;
    fc.assert(
      fc.property(unequal, look, look, (all, one, other) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        const knownThen = all.map(({ arm, at, actedAt }) => ({
          arm,
          at,
          actedAt: actedAt !== null && actedAt <= early ? actedAt : null,
        }));
        const outcome = judgeTrial(
          knownThen.filter(({ at }) => at <= early),
          ARMS,
          early,
        );
        expect(judgeTrial(all, ARMS, early)).toEqual(outcome);
        if (outcome.kind !== 'winner') return;
        found += 1;
        // Once all of the same ten minutes are known, nothing later takes a winner back.
        if (early >= HOUR_MS + TOGETHER_MS) expect(judgeTrial(all, ARMS, late)).toEqual(outcome);
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(20);
  });

  it('asks of a winner at least the evidence there must be, and of more arms more', () => {
    fc.assert(
      fc.property(unequal, look, (all, now) => {
        const outcome = judgeTrial(all, ARMS, now);
        if (outcome.kind === 'winner')
          expect(outcome.evidence).toBeGreaterThanOrEqual(evidenceAsked(ARMS) * (1 - 1e-9));
        else for (const shown of outcome.evidence) expect(shown).toBeLessThan(evidenceAsked(ARMS));
      }),
    );
    expect([2, 3, 4].map(evidenceAsked)).toEqual([40, 60, 80]);
  });

  it('is moved towards an arm by an act of its readers, and away from it by one of the others', () => {
    fc.assert(
      fc.property(readers, fc.integer({ min: 0, max: ARMS - 1 }), (all, arm) => {
        const now = 10 * HOUR_MS;
        // Everybody at the same moment, so that nobody else's chances change.
        const before = all.map(one => ({ ...one, at: 0 }));
        const acts = before.filter(({ actedAt }) => actedAt !== null);
        const last = Math.max(0, ...acts.map(({ actedAt }) => actedAt ?? 0)) + 1;
        const other = (arm + 1) % ARMS;
        const idle = { at: 0, actedAt: null };
        const open = (rows: readonly TrialReader[]) => {
          const outcome = judgeTrial(rows, ARMS, now);
          return outcome.kind === 'open' ? outcome.evidence : null;
        };
        const none = open([...before, { arm, ...idle }, { arm: other, ...idle }]);
        const own = open([...before, { arm, at: 0, actedAt: last }, { arm: other, ...idle }]);
        const theirs = open([...before, { arm, ...idle }, { arm: other, at: 0, actedAt: last }]);
        if (!none || !own || !theirs) return;
        expect(own[arm]).toBeGreaterThanOrEqual((none[arm] ?? 0) * (1 - 1e-9));
        expect(theirs[arm]).toBeLessThanOrEqual((none[arm] ?? 0) * (1 + 1e-9));
      }),
    );
  });

  it('leaves out what one arm had more time for, and what is too fresh', () => {
    const eager = (arm: number, from: number, many: number) =>
      Array.from({ length: many }, (_, place) => ({ arm, at: from, actedAt: from + 60_000 + place }));
    const silent = (arm: number, from: number, many: number) =>
      Array.from({ length: many }, () => ({ arm, at: from, actedAt: null }));
    const early = [...eager(0, 0, 60), ...silent(1, 0, 60)];
    const counts = TOGETHER_MS + 60_060 + SETTLED_MS;
    expect(judgeTrial(early, 2, TOGETHER_MS + SETTLED_MS + 59_999)).toEqual({
      kind: 'open',
      evidence: [1, 1],
    });
    expect(judgeTrial(early, 2, counts)).toMatchObject({ kind: 'winner', arm: 0 });
    // The other arm was sent ten minutes later: nobody was mailed beside anybody of the first.
    const apart = [...eager(0, 0, 60), ...silent(1, TOGETHER_MS, 60)];
    expect(judgeTrial(apart, 2, 10 * HOUR_MS)).toEqual({ kind: 'open', evidence: [1, 1] });
  });

  it('refuses a reader of an arm that is none', () => {
    expect(() => judgeTrial([{ arm: 2, at: 0, actedAt: null }], 2, 0)).toThrow('no arm 2');
  });
});

function renumber(outcome: TrialOutcome, numbers: readonly number[]): TrialOutcome {
  if (outcome.kind === 'winner') return { ...outcome, arm: numbers[outcome.arm] ?? 0 };
  const evidence = [0, 0, 0];
  for (const [arm, number] of numbers.entries()) evidence[number] = outcome.evidence[arm] ?? 0;
  return { kind: 'open', evidence };
}

/** But for the last digits. */
function expectAlike(one: TrialOutcome, other: TrialOutcome): void {
  expect(one.kind).toBe(other.kind);
  if (one.kind === 'winner' && other.kind === 'winner') expect(one.arm).toBe(other.arm);
  for (const [place, shown] of [one.evidence].flat().entries())
    expect(([other.evidence].flat()[place] ?? 0) / shown).toBeCloseTo(1, 6);
}
