import type { ListedDifference, NamedTool } from '../catalogue/difference.ts';
import { forTerminal } from '../exit.ts';

/** What a new catalogue says otherwise than the one before, a line each, as a terminal may show them. */
export function differenceLines(difference: ListedDifference): string[] {
  return linesOf(difference).map(line =>
    forTerminal(line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`),
  );
}

const LONGEST_LINE = 240;

function linesOf({ counts, listed }: ListedDifference): string[] {
  const lines = [
    ...listed.added.map(tool => `+ ${name(tool)}`),
    ...listed.gone.map(tool => `- ${name(tool)}`),
    ...listed.verdicts.map(
      ({ by, before, after, ...tool }) =>
        `~ ${name(tool)}: ${by} says ${after ?? 'nothing any more'}${before === null ? '' : `, not ${before}`}`,
    ),
    ...listed.prices.map(({ before, after, ...tool }) => `~ ${name(tool)}: ${before} is now ${after}`),
    ...listed.otherwise.map(tool => `~ ${name(tool)}: other details`),
    ...listed.joined.map(panellist => `+ ${panellist} is on the panel`),
    ...listed.left.map(panellist => `- ${panellist} is no longer on the panel`),
  ];
  const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
  if (all === 0) return ['It says the same as before: only spaces, order or empty fields differ.'];
  return all > lines.length ? [...lines, `… and ${all - lines.length} more`] : lines;
}

function name({ name, slug }: NamedTool): string {
  return `${name} (${slug})`;
}
