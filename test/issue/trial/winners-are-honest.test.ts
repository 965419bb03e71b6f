import { describe, expect, it } from 'vitest';
import { Dice } from '../../../scripts/dice.ts';
import { endOf, type Scenario, SENDS, simulated } from '../../../scripts/trial-power/simulated-trial.ts';
import { actsInOrder } from '../../../src/issue/trial/acts.ts';
import { FALSE_WINNERS } from '../../../src/issue/trial/evidence-asked.ts';
import { judgeTrial } from '../../../src/issue/trial/judge-trial.ts';
import type { TrialReader } from '../../../src/issue/trial/trial-reader.ts';
import { SHARES } from '../../../src/issue/trial/trial-wish.ts';

const FULL = process.env.CHECK_FULL === '1';
const TESTS = FULL ? 60_000 : 10_000;
const FOUND = FULL ? 2_000 : 250;

/** From one reader in a hundred who acts to two in five; so many readers that there is something to err about. */
const BASES = [
  { share: 0.01, readers: 2_000 },
  { share: 0.05, readers: 1_000 },
  { share: 0.2, readers: 600 },
  { share: 0.4, readers: 400 },
];

describe('winners are honest', () => {
  it(`names a false winner in at most one of twenty among ${TESTS} trials of subjects that draw alike`, () => {
    const tally = new Map<string, { trials: number; winners: number }>();
    for (let seed = 0; seed < TESTS; seed += 1) {
      const scenario = alike(seed);
      const readers = simulated(scenario, new Dice(seed));
      // The outcome is the first moment of any at which evidence would do: the worst that a look after each act can find.
      const { kind } = judgeTrial(readers, scenario.shares.length, endOf(scenario) + 72 * 3_600_000);
      for (const row of [
        `${scenario.shares.length} arms`,
        scenario.send,
        `nights ${scenario.nights}`,
        'all',
      ]) {
        const counted = tally.get(row) ?? { trials: 0, winners: 0 };
        tally.set(row, counted);
        counted.trials += 1;
        if (kind === 'winner') counted.winners += 1;
      }
    }
    for (const [row, { trials, winners }] of tally) {
      if (process.env.SHOW) console.log(row, trials, winners, winners / trials);
      expect(winners / trials, row).toBeLessThanOrEqual(FALSE_WINNERS);
    }
    // Were none ever named, nothing would have been tried.
    expect(tally.get('2 arms')?.winners).toBeGreaterThan(0);
  });

  it('would not be honest with the usual test, looked at as often', () => {
    let winners = 0;
    for (let seed = 0; seed < 500; seed += 1) {
      const scenario = { ...alike(seed), shares: [0.2, 0.2], send: 'at once' } as const;
      if (usualTestSeesWinner(simulated(scenario, new Dice(seed)), endOf(scenario))) winners += 1;
    }
    if (process.env.SHOW) console.log('usual', winners / 500);
    expect(winners / 500).toBeGreaterThan(3 * FALSE_WINNERS);
  });

  it('finds a subject that draws 30 % more in nine of ten trials of 20,000 readers, half of them on trial', () => {
    let found = 0;
    for (let seed = 0; seed < FOUND; seed += 1) {
      const scenario: Scenario = {
        readers: (20_000 * SHARES.usual) / 100,
        shares: seed % 2 ? [0.08, 0.104] : [0.104, 0.08],
        send: 'at once',
        nights: false,
      };
      const outcome = judgeTrial(simulated(scenario, new Dice(seed)), 2, endOf(scenario));
      if (outcome.kind === 'winner') expect(outcome.arm).toBe(seed % 2);
      if (outcome.kind === 'winner') found += 1;
    }
    if (process.env.SHOW) console.log('found', found / FOUND);
    expect(found / FOUND).toBeGreaterThanOrEqual(0.9);
  });
});

function alike(seed: number): Scenario {
  const dice = new Dice(~seed);
  const { share, readers } = dice.one(BASES);
  return {
    readers,
    shares: Array.from({ length: 2 + dice.below(3) }, () => share),
    send: dice.one(SENDS),
    nights: dice.chance(0.5),
  };
}

/** Two shares and a normal approximation at 5 %, after each act: what "significant" means where somebody keeps looking. */
function usualTestSeesWinner(readers: readonly TrialReader[], now: number): boolean {
  const mailed = [0, 1].map(arm => readers.filter(reader => reader.arm === arm).length);
  const acted = [0, 0];
  for (const acts of actsInOrder(readers, 2, now)) {
    for (const arm of [0, 1]) acted[arm] = (acted[arm] ?? 0) + (acts.acted[arm] ?? 0);
    const [one = 0, other = 0] = acted;
    const [ofOne = 0, ofOther = 0] = mailed;
    const both = (one + other) / (ofOne + ofOther);
    const spread = Math.sqrt(both * (1 - both) * (1 / ofOne + 1 / ofOther));
    if (one + other >= 10 && Math.abs(one / ofOne - other / ofOther) > 1.96 * spread) return true;
  }
  return false;
}
