import { createHash } from 'node:crypto';
import { Dice } from '../../scripts/dice.ts';
import { syntheticCatalogue } from '../../scripts/synthetic-catalogue.ts';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import type { PastIssue } from '../../src/pairing/pairing.ts';
import { pick } from '../../src/pairing/pick.ts';
import { thursdayOf, weekName, weekNumber } from '../../src/pairing/week.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';

/** sha256 over ten weeks of picks from one invented catalogue whose tools come in the order of `shuffle`. */
export function tenWeeks(shuffle: number): string {
  const dice = new Dice(shuffle);
  const raw = syntheticCatalogue({ tools: 300, seed: 11 });
  const result = checkCatalogue({ ...raw, tools: dice.some(raw.tools, raw.tools.length) }, 'test');
  if (result.kind === 'invalid') throw new Error('The invented catalogue is wrong');
  // Past the loader, which sorts: the picker itself must not care.
  const catalogue = {
    ...result.catalogue,
    tools: dice.some(result.catalogue.tools, result.catalogue.tools.length),
  };
  const history: PastIssue[] = [];
  const hash = createHash('sha256');
  const first = weekNumber('2026-W40');
  for (let number = first; number < first + 10; number++) {
    const week = weekName(number);
    const picked = pick({
      catalogue,
      history,
      week,
      today: thursdayOf(number),
      seed: '42',
      count: 3,
      words: HOUSE_WORDS,
    });
    hash.update(JSON.stringify(picked));
    history.push({ week, pairings: picked.pairings });
  }
  return hash.digest('hex');
}

const [shuffle] = process.argv.slice(2);
if (import.meta.filename === process.argv[1]) console.log(tenWeeks(Number(shuffle)));
