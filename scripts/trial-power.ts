import { judgeTrial } from '../src/issue/trial/judge-trial.ts';
import { Dice } from './dice.ts';
import { endOf, type Scenario, simulated } from './trial-power/simulated-trial.ts';

/**
 * How often a trial finds the one subject that draws 30 % more than every other, as the tables of docs/subjects-on-trial.md:
 * `node scripts/trial-power.ts [percent on trial] [trials a cell]`
 */
const [share = '50', trials = '200'] = process.argv.slice(2);
const AUDIENCES = [5_000, 10_000, 20_000, 50_000, 100_000];
const BASES = [0.02, 0.04, 0.08, 0.15, 0.3];
const MORE = 1.3;

for (const arms of [2, 3, 4]) {
  const head = AUDIENCES.map(audience => audience.toLocaleString('en'));
  console.log(
    `\n| ${arms} subjects, ${share}% on trial | ${head.join(' | ')} |\n|---|${head.map(() => '--:').join('|')}|`,
  );
  for (const base of BASES) {
    const cells = AUDIENCES.map(audience => found(base, arms, audience));
    console.log(`| ${100 * base}% | ${cells.join(' | ')} |`);
  }
}

function found(base: number, arms: number, audience: number): string {
  let right = 0;
  let wrong = 0;
  for (let seed = 0; seed < Number(trials); seed += 1) {
    const best = seed % arms;
    const shares = Array.from({ length: arms }, (_, arm) => (arm === best ? MORE * base : base));
    const scenario: Scenario = {
      readers: (audience * Number(share)) / 100,
      shares,
      send: 'at once',
      nights: false,
    };
    const outcome = judgeTrial(simulated(scenario, new Dice(seed)), arms, endOf(scenario));
    if (outcome.kind === 'winner' && outcome.arm === best) right += 1;
    if (outcome.kind === 'winner' && outcome.arm !== best) wrong += 1;
  }
  return `${Math.round((100 * right) / Number(trials))}%${wrong > 0 ? ` (${wrong} wrong)` : ''}`;
}
