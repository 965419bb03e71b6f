import type { Catalogue, Tool } from '../../src/catalogue/tool.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { fill } from './house-words.ts';
import { countedFrom } from './panel-oracle.ts';

type Kind = 'flip' | 'divided' | 'price' | 'plain' | 'neither' | 'both' | 'close';

/** Whether a line on what a reader gets says something that holds for this pair, and only that. */
export function gainIsTrue(line: string, { panel }: Catalogue, a: Tool, b: Tool): boolean {
  const says = (kind: Kind, slots: Readonly<Record<string, string>>) =>
    HOUSE_WORDS.patterns(`issue.gain.${kind}`).some(words => fill(words, slots) === line);
  const nameOf = (id: string) => panel.find(panelist => panelist.id === id)?.name ?? '';
  const pairs = [
    [a, b],
    [b, a],
  ] as const;
  const flipped = pairs.some(([one, other]) =>
    one.reviews.some(
      ({ panelist, verdict }) =>
        verdict === 'ship' &&
        other.reviews.some(review => review.panelist === panelist && review.verdict === 'skip') &&
        says('flip', { who: nameOf(panelist), shipped: one.name, skipped: other.name }),
    ),
  );
  const halved = [a, b].some(tool => {
    const ships = tool.reviews.filter(({ verdict }) => verdict === 'ship').length;
    const isHalf = ships * 2 === tool.reviews.length;
    return isHalf && says('divided', { tool: tool.name, tally: `${ships} to ${ships}` });
  });
  const priced = pairs.some(
    ([one, other]) =>
      ['free', 'free_tier'].includes(one.price.kind) &&
      other.price.kind === 'paid' &&
      says('price', { free: one.name, paid: other.name }),
  );
  return flipped || halved || priced || endingIsTrue(a, b, says);
}

function endingIsTrue(
  a: Tool,
  b: Tool,
  says: (kind: Kind, slots: Readonly<Record<string, string>>) => boolean,
): boolean {
  const { kind, slots } = countedFrom(a, b, ({ name }) => name);
  const ending = {
    leads: 'plain',
    passes: 'plain',
    mixed: 'plain',
    least: 'neither',
    neither: 'neither',
    both: 'both',
    close: 'close',
    open: 'close',
    unjudged: 'close',
  } as const;
  return says(ending[kind], { lead: slots.lead ?? '' });
}
