import type { Catalogue } from '../catalogue/tool.ts';
import { loadSettings } from '../config.ts';
import { countOf } from '../desk/count.ts';
import { weekOf } from '../issue/week.ts';
import type { Coverage } from '../pairing/coverage.ts';
import { type Foresight, foresee } from '../pairing/foresight.ts';
import { ladder } from '../pairing/ladder.ts';

/** A larger one lasts for years, and to pick all its weeks takes minutes. */
const MOST_TOOLS = 300;
const A_YEAR = 52;

/** How many pairings an issue can have, and how long the catalogue lasts at the settings' pace. */
export function foresightLines(catalogue: Catalogue, reach: Omit<Coverage, 'missed'>): string[] {
  const { asked, seed, zone } = pace();
  const from = weekOf(Date.now(), zone);
  const { tools, pairs } = reach;
  const most = reach.pairings === 10 ? '10 or more' : String(reach.pairings);
  return [
    `It can choose from ${countOf(tools, 'tool')} and ${countOf(pairs, 'pair')}; an issue can have ${most} ${reach.pairings === 1 ? 'pairing' : 'pairings'}.`,
    ...(reach.pairings < asked ? [tooFew(catalogue, reach.pairings, asked)] : []),
    ...(pairs === 0 || tools > MOST_TOOLS
      ? []
      : aheadLines(foresee({ catalogue, pairs, from, weeks: A_YEAR, asked, seed }))),
  ];
}

/** As the settings say; a catalogue can be checked where they cannot be read, and then it is as they are unless told. */
function pace(): { readonly asked: number; readonly seed: string; readonly zone: string } {
  const outcome = loadSettings();
  if (outcome.kind === 'bad') return { asked: 3, seed: '0', zone: 'UTC' };
  const { PAIRINGS_PER_ISSUE: asked, PICK_SEED: seed, PUBLICATION_TIMEZONE: zone } = outcome.settings;
  return { asked, seed, zone };
}

function tooFew({ tools }: Catalogue, can: number, asked: number): string {
  const categories = new Set(tools.map(({ category }) => category));
  const ofOne = Math.max(...ladder(asked).map(({ perCategory }) => perCategory));
  const because =
    categories.size === 1 && can === ofOne
      ? ` All tools are in one category, and no issue has more than ${ofOne} pairings of one.`
      : '';
  return `  That is fewer than the ${asked} that PAIRINGS_PER_ISSUE asks for.${because}`;
}

/** As if nothing of it had been shown yet and nothing came in. */
export function aheadLines(ahead: Foresight): string[] {
  const { asked, from, weeks, full, thin, empty, firstThin, firstEmpty, spentAfter } = ahead;
  const issues = [
    `${full} full`,
    ...(thin === 0 ? [] : [`${thin} thin`]),
    ...(empty === 0 ? [] : [`${empty} empty`]),
  ];
  const firsts = [
    ...(firstThin ? [`the first thin one is ${firstThin.week}, with ${firstThin.pairings} of ${asked}`] : []),
    ...(firstEmpty ? [`the first empty one is ${firstEmpty}`] : []),
  ];
  const rest = firsts.length === 0 ? '' : `; ${firsts.join(', ')}`;
  return [
    `Picked every week from ${from}, with nothing added: ${issues.join(', ')} in ${countOf(weeks, 'week')}${rest}.`,
    ...(spentAfter === null
      ? []
      : [
          `Weeks until its pairs run out: ${spentAfter}. After that nothing is left that readers have not seen.`,
        ]),
  ];
}
