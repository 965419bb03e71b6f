import type { Features } from './features.ts';
import { ladder } from './ladder.ts';
import { type Pairing, pairKey, type Rung } from './pairing.ts';
import { Past } from './past.ts';
import { pairingOf } from './pick.ts';
import type { PickInput } from './pick-input.ts';
import { Pool } from './pool.ts';

/** A pair that the picker did not choose, as it would stand in an issue. */
export interface Appraisal {
  readonly kind: 'appraised';
  /** With score, terms, why and runners-up like any other. */
  readonly pairing: Pairing;
  /** Rules that it breaks, each in a sentence; the pre-flight lets none of them out. */
  readonly broken: readonly string[];
}

export type Appraised = Appraisal | { readonly kind: 'refused'; readonly why: string };

/**
 * Scores any pair of tools as one pairing of a picked issue.
 * @param issue.others the issue's other pairings
 */
export function appraise(
  input: PickInput,
  pair: { readonly a: string; readonly b: string },
  issue: { readonly rung: Rung; readonly others: readonly { readonly a: string; readonly b: string }[] },
): Appraised {
  const pool = new Pool({ ...input, wishes: { ...(input.wishes ?? NO_BANS), pins: [] } });
  const [one, other] = [pool.features(pair.a), pool.features(pair.b)];
  const why = whyNot(input, pair, one, other, issue.others);
  if (why !== null || !one || !other) return { kind: 'refused', why: why ?? '' };
  const step =
    ladder(input.count).find(({ step: rung }) => rung === issue.rung.step) ?? ladder(input.count)[0];
  if (!step) return { kind: 'refused', why: 'The issue asks for no pairing.' };
  const field = pool.category(one.tool.category, step);
  const scored = field.scorer.score(one, other);
  const taken = issue.others.flatMap(({ a, b }) => [pool.features(a), pool.features(b)]);
  const next = field.searches
    .get(one.tool.category)
    ?.best(
      4,
      taken.flatMap(features => (features ? [features.tool] : [])),
    )
    .pairs.filter(({ key }) => key !== scored.key)
    .slice(0, 3);
  return {
    kind: 'appraised',
    pairing: { ...pairingOf(scored, next ?? [], pool), source: 'swap' },
    broken: brokenRules(input, one, other, step.cooldown),
  };
}

const NO_BANS = { bannedTools: [], bannedPairs: [] };

function whyNot(
  { catalogue, wishes }: PickInput,
  { a, b }: { readonly a: string; readonly b: string },
  one: Features | undefined,
  other: Features | undefined,
  others: readonly { readonly a: string; readonly b: string }[],
): string | null {
  if (a === b) return 'A tool cannot be compared with itself.';
  const name = (slug: string) => catalogue.tools.find(tool => tool.slug === slug)?.name ?? slug;
  const banned = [a, b].find(slug => wishes?.bannedTools.includes(slug));
  if (banned !== undefined) return `${name(banned)} is banned for this issue. Lift the ban first.`;
  if (wishes?.bannedPairs.includes(pairKey(a, b)))
    return 'This pair is banned for this issue. Lift the ban first.';
  if (!one || !other) {
    const unfit = one ? b : a;
    return catalogue.tools.some(tool => tool.slug === unfit)
      ? `${name(unfit)} cannot be picked: it is not active, or has too few reviews.`
      : `The catalogue has no tool “${unfit}”.`;
  }
  if (one.tool.category !== other.tool.category) {
    return `${one.tool.name} and ${other.tool.name} are in different categories.`;
  }
  const taken = [a, b].find(slug => others.some(pairing => pairing.a === slug || pairing.b === slug));
  return taken === undefined ? null : `${name(taken)} is in another pairing of this issue.`;
}

function brokenRules({ history, week }: PickInput, one: Features, other: Features, rest: number): string[] {
  const past = new Past(history, week);
  const broken: string[] = [];
  if (past.wasPaired(one.tool.slug, other.tool.slug)) {
    broken.push(`${one.tool.name} and ${other.tool.name} met before: a pair is never repeated.`);
  }
  if (one.tool.family !== undefined && one.tool.family === other.tool.family) {
    broken.push(`${one.tool.name} and ${other.tool.name} are from one family.`);
  }
  for (const { tool } of [one, other]) {
    const weeks = past.weeksSince(tool.slug);
    if (weeks >= rest) continue;
    const away = weeks === 1 ? 'one week away' : `${weeks} weeks away`;
    broken.push(`${tool.name} is in an issue ${away}; a tool rests ${rest} weeks.`);
  }
  return broken;
}
