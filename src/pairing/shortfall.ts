import type { Tool } from '../catalogue/tool.ts';
import { hasRested, isPickable, LEAST_REVIEWS } from './eligible.ts';
import { pairKey } from './pairing.ts';
import { Past } from './past.ts';
import type { PickInput } from './pick-input.ts';
import { NO_WISHES } from './wishes.ts';

/** What one rule of the picker leaves. */
export interface Narrowing {
  /** In words, to follow a number of pairs: "are of tools with at least 3 reviews". */
  readonly rule: string;
  readonly tools: number;
  /** Pairs of two tools of one category. */
  readonly pairs: number;
}

/** Weeks a tool rests even where every rule is relaxed as far as it goes. */
const LEAST_REST = 4;

/**
 * What each rule leaves of a week's pairs, from the catalogue down to those that may be picked with everything relaxed.
 * For weeks with too few pairings: it goes through every pair that is left.
 */
export function narrowings({ catalogue, history, week, wishes = NO_WISHES }: PickInput): Narrowing[] {
  const past = new Past(history, week);
  let tools: readonly Tool[] = catalogue.tools;
  const steps: Narrowing[] = [];
  const keepTools = (rule: string, keep: (tool: Tool) => boolean) => {
    tools = tools.filter(keep);
    steps.push({ rule, tools: tools.length, pairs: pairCount(tools) });
  };
  keepTools('are in the catalogue', () => true);
  keepTools('are of active tools', tool => tool.status === 'active');
  keepTools(`are of tools with at least ${LEAST_REVIEWS} reviews`, isPickable);
  keepTools('are of tools that no editor keeps out', tool => !wishes.bannedTools.includes(tool.slug));
  keepTools(`are of tools that rested for ${LEAST_REST} weeks`, tool => hasRested(tool, past, LEAST_REST));
  const pairs = pairRules(tools, past, new Set(wishes.bannedPairs));
  return [...steps, ...pairs.map(({ rule, left }) => ({ rule, tools: tools.length, pairs: left }))];
}

/** The rule that left no pair, in a sentence; '' when some pair is left. */
export function lastRule(steps: readonly Narrowing[]): string {
  const index = steps.findIndex(({ pairs }) => pairs === 0);
  const step = steps[index];
  if (!step) return '';
  const before = steps[index - 1];
  if (!before) return `No two of its ${counted(step.tools, 'tool')} are in the same category.`;
  return `Of ${counted(before.pairs, 'pair')} left before, none ${step.rule}.`;
}

/** How many pairs of one category there are. */
function pairCount(tools: readonly Tool[]): number {
  return [...Map.groupBy(tools, tool => tool.category).values()].reduce(
    (sum, { length }) => sum + (length * (length - 1)) / 2,
    0,
  );
}

function pairRules(tools: readonly Tool[], past: Past, banned: ReadonlySet<string>) {
  const left = { family: 0, past: 0, banned: 0 };
  for (const inCategory of Map.groupBy(tools, tool => tool.category).values()) {
    for (const [index, a] of inCategory.entries()) {
      for (const b of inCategory.slice(index + 1)) {
        if (a.family !== undefined && a.family === b.family) continue;
        left.family += 1;
        if (past.wasPaired(a.slug, b.slug)) continue;
        left.past += 1;
        if (!banned.has(pairKey(a.slug, b.slug))) left.banned += 1;
      }
    }
  }
  return [
    { rule: 'are of two families', left: left.family },
    { rule: 'are new to readers', left: left.past },
    { rule: 'are allowed by the editors', left: left.banned },
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
