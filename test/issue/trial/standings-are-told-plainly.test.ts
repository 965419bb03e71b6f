import { describe, expect, it } from 'vitest';
import { Dice } from '../../../scripts/dice.ts';
import { HOUR_MS } from '../../../scripts/trial-power/simulated-trial.ts';
import { keepStanding, keptStanding } from '../../../src/issue/trial/kept-standing.ts';
import { pullOf } from '../../../src/issue/trial/pull.ts';
import type { TrialReader } from '../../../src/issue/trial/trial-reader.ts';
import { type TrialStanding, trialStanding } from '../../../src/issue/trial/trial-standing.ts';
import { foundWords, pullWords } from '../../../src/issue/trial/trial-words.ts';

const SUBJECTS = ['Suno or Udio', 'Which one sings?'];
const NOW = 6 * HOUR_MS;

const told = (standing: TrialStanding, subjects: readonly string[], isOver: boolean) =>
  [foundWords(standing, subjects, isOver), pullWords(standing, subjects)].filter(Boolean).join(' ');

describe('standings are told plainly', () => {
  it('says who wins, by what, and how much more readily its readers act', () => {
    const readers = [...arm(0, 5_000, 150), ...arm(1, 5_000, 225)];
    expect(told(trialStanding(readers, 2, NOW), SUBJECTS, false)).toMatchInlineSnapshot(
      `"“Which one sings?” wins: the evidence is 42 to 1, where 40 to 1 is asked. Readers of “Which one sings?” act between 1.09 and 2.12 times as readily as those of “Suno or Udio”."`,
    );
  });

  it('says that there is no winner yet, and then that there is none', () => {
    const standing = trialStanding([...arm(0, 5_000, 150), ...arm(1, 5_000, 165)], 2, NOW);
    expect(told(standing, SUBJECTS, false)).toMatchInlineSnapshot(
      `"No winner yet: the evidence is 1 to 1, where 40 to 1 is asked. Readers of “Which one sings?” act between 0.79 and 1.54 times as readily as those of “Suno or Udio”."`,
    );
    expect(told(standing, SUBJECTS, true)).toMatchInlineSnapshot(
      `"No winner: the evidence came to 1 to 1, where 40 to 1 is asked. “Suno or Udio” goes, the first choice. Readers of “Which one sings?” act between 0.79 and 1.54 times as readily as those of “Suno or Udio”."`,
    );
  });

  it('says no more than it knows before anybody clicked, or was mailed', () => {
    const silent = trialStanding([...arm(0, 50, 0), ...arm(1, 50, 0)], 2, NOW);
    expect(told(silent, SUBJECTS, false)).toMatchInlineSnapshot(
      `"No winner yet: the evidence is 1 to 1, where 40 to 1 is asked."`,
    );
    expect(told(trialStanding([], 2, NOW), SUBJECTS, false)).toMatchInlineSnapshot(
      `"No winner yet: the evidence is 1 to 1, where 40 to 1 is asked."`,
    );
  });

  it('keeps what it knew, also where nothing bounds it', () => {
    const standing = trialStanding([...arm(0, 50, 0), ...arm(1, 50, 20)], 2, NOW);
    expect(standing.ahead?.pull.high).toBe(Number.POSITIVE_INFINITY);
    expect(keptStanding(keepStanding(standing))).toEqual(standing);
    expect(keptStanding('')).toBeNull();
  });

  it('names the two that matter where there are more', () => {
    const readers = [...arm(0, 3_000, 90), ...arm(1, 3_000, 200), ...arm(2, 3_000, 120)];
    const { ahead, outcome } = trialStanding(readers, 3, NOW);
    expect(outcome).toMatchObject({ kind: 'winner', arm: 1 });
    expect(ahead).toMatchObject({ arm: 1, against: 2 });
  });

  it.each([0.8, 1, 1.4])('holds a true pull of %d in its interval in 95 of 100 trials', truth => {
    const trials = 200;
    let held = 0;
    for (let seed = 0; seed < trials; seed += 1) {
      const { low, high } = pullOf(
        clicking(truth, new Dice(seed)),
        { arm: 1, against: 0, arms: 2 },
        24 * HOUR_MS,
      );
      expect(low).toBeLessThan(high);
      if (low <= truth && truth <= high) held += 1;
    }
    expect(held / trials).toBeGreaterThanOrEqual(0.95);
  });

  it('bounds nothing where nobody acted, and on one side only where one arm did', () => {
    const nobody = pullOf([...arm(0, 50, 0), ...arm(1, 50, 0)], { arm: 1, against: 0, arms: 2 }, NOW);
    expect(nobody).toEqual({ low: 0, high: Number.POSITIVE_INFINITY });
    const { low, high } = pullOf([...arm(0, 50, 0), ...arm(1, 50, 20)], { arm: 1, against: 0, arms: 2 }, NOW);
    expect(low).toBeGreaterThan(1);
    expect(high).toBe(Number.POSITIVE_INFINITY);
  });
});

/** Acts spread over an hour, the arms' between each other. */
function arm(number: number, mailed: number, acted: number): TrialReader[] {
  return Array.from({ length: mailed }, (_, place) => ({
    arm: number,
    at: 0,
    actedAt: place < acted ? Math.round(60_000 + ((place + number / 10) * HOUR_MS) / acted) : null,
  }));
}

/** Readers who act at any moment at a given rate, those of arm 1 at so many times that of arm 0. */
function clicking(pull: number, dice: Dice): TrialReader[] {
  return Array.from({ length: 1_000 }, (_, place) => {
    const after = -Math.log(1 - dice.next()) * (place % 2 ? 100 / pull : 100) * HOUR_MS;
    return { arm: place % 2, at: 0, actedAt: Math.round(after) };
  });
}
