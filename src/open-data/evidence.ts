import { scorecard } from '../catalogue/scorecard.ts';
import type { Catalogue, Tool } from '../catalogue/tool.ts';
import { oneLine } from '../issue/clean-text.ts';
import { printSeat } from '../issue/compose-tool.ts';
import { CHOICES } from '../vote/ballot.ts';
import { childPath, type Leaf, leavesOf } from './leaves.ts';
import type { PairingData, VerdictData } from './pairing-data.ts';

/**
 * What single values ought to be, by path, as far as something else says so: for a value that was changed. No proof by
 * itself: a catalogue may have been corrected between the pick and the send.
 */
export function evidenceOf(
  pairings: ReadonlyMap<string, PairingData>,
  catalogue: Catalogue | null,
): Map<string, unknown> {
  const evidence = new Map<string, unknown>();
  for (const [path, pairing] of pairings) {
    for (const [at, value] of countsBySubtraction(pairing))
      evidence.set(`${path}.readers.tally.counts.${at}`, value);
    if (catalogue === null) continue;
    for (const leaf of factsIn(pairing, catalogue, path)) evidence.set(leaf.path, leaf.value);
  }
  return evidence;
}

/** None of a catalogue that is not one: it came from anywhere. */
function factsIn(pairing: PairingData, catalogue: Catalogue, path: string): Leaf[] {
  try {
    return [...factsOf(pairing, catalogue, path)];
  } catch {
    return [];
  }
}

function countsBySubtraction({ readers }: PairingData): [string, number][] {
  const tally = readers?.tally;
  if (!tally || typeof tally.ballots !== 'number') return [];
  return CHOICES.map(choice => {
    const others = CHOICES.filter(other => other !== choice).reduce(
      (sum, other) => sum + tally.counts[other],
      0,
    );
    return [choice, tally.ballots - others];
  });
}

/** What the catalogue says of the two tools that the pairing is called after. */
function* factsOf({ slug, category }: PairingData, catalogue: Catalogue, path: string) {
  const [a, b] = slug.split('-vs-').map(name => catalogue.tools.find(tool => tool.slug === name));
  if (!a || !b || a.category !== category) return;
  const rows = scorecard(a, b, catalogue.panel);
  for (const [side, tool] of [
    ['a', a],
    ['b', b],
  ] as const) {
    const verdicts = rows
      .flatMap(row => row[side] ?? [])
      .map((seat): VerdictData => {
        const { role, name, verdict, quote } = printSeat(seat);
        return { role, panellist: name, verdict, quote };
      });
    yield* leavesOf(factsOfTool(tool, verdicts), childPath(path, side));
  }
}

function factsOfTool({ slug, name, maker = '', url = '', price }: Tool, verdicts: readonly VerdictData[]) {
  return { slug, name: oneLine(name), maker: oneLine(maker), url, entryPrice: { price }, verdicts };
}
