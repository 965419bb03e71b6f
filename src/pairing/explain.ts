import { panelShare } from '../catalogue/panel-share.ts';
import { amountLabel } from '../catalogue/price-label.ts';
import { roleLabel } from '../catalogue/scorecard.ts';
import type { Price } from '../catalogue/tool.ts';
import { HOUSE_VERDICTS, type VerdictWords } from '../words/verdict-words.ts';
import type { Features } from './features.ts';
import type { ScoredPair, Terms } from './score.ts';

/** In characters. */
const WHY_LIMIT = 160;
const MOST_REASONS = 3;

/** One reason in words. Never starts with a tool's name: the first letter may become a capital. */
interface Reason {
  readonly term: keyof Terms;
  readonly full: string;
  /** Without names, for when names are long. */
  readonly short: string;
}

/** Nearly every pairing has these, so they speak only when there is room. */
const COMMON: readonly (keyof Terms)[] = ['similarity', 'unseen'];

/** Why this pairing: its strongest terms in words, at most 160 characters. `left` and `right` as shown. */
export function explain(
  pair: ScoredPair,
  left: Features,
  right: Features,
  verdicts: VerdictWords = HOUSE_VERDICTS,
): string {
  const reasons = [
    flipReason(left, right, verdicts),
    splitReason(left, right),
    freshReason(left, right),
    priceReason(pair, left, right),
    popularityReason(left, right),
    waitingReason(pair, left),
    similarityReason(pair, left, right),
    unseenReason(left, right),
  ]
    .filter(reason => reason !== null)
    .sort((one, other) => weight(other, pair) - weight(one, pair))
    .slice(0, MOST_REASONS);
  let why = '';
  for (const { full, short } of reasons) {
    const longer = [full, short].map(words => (why ? `${why}; ${words}` : words));
    why = longer.find(text => text.length < WHY_LIMIT) ?? why;
  }
  return why
    ? `${why.charAt(0).toUpperCase()}${why.slice(1)}.`
    : `The best pairing left in ${left.tool.category}.`;
}

function weight({ term }: Reason, pair: ScoredPair): number {
  return pair.terms[term] - (COMMON.includes(term) ? 1_000_000 : 0);
}

function flipReason(left: Features, right: Features, verdicts: VerdictWords): Reason | null {
  const forLeft = turned(left, right);
  const forRight = turned(right, left);
  const names = [left.tool.name, right.tool.name] as const;
  const first = forLeft[0] ?? forRight[0];
  if (!first) return shareReason(left, right, verdicts);
  if (forLeft.length > 0 && forRight.length > 0) {
    const full = `${ships(forLeft, verdicts)} ${names[0]}, ${ships(forRight, verdicts)} ${names[1]}`;
    return reason('flip', full, `${listed(forLeft)} and ${listed(forRight)} disagree`);
  }
  const roles = forLeft.length > 0 ? forLeft : forRight;
  const [shipped, skipped] = forLeft.length > 0 ? names : [names[1], names[0]];
  const skip = roles.length === 1 ? verdicts.skips : verdicts.skip;
  return reason(
    'flip',
    `${ships(roles, verdicts)} ${shipped} and ${skip} ${skipped}`,
    `${ships(roles, verdicts)} one and ${skip} the other`,
  );
}

function ships(roles: readonly string[], verdicts: VerdictWords): string {
  return `${listed(roles)} ${roles.length === 1 ? verdicts.ships : verdicts.ship}`;
}

/** The roles that ship the first tool and skip the second. */
function turned(one: Features, other: Features): string[] {
  return Array.from(one.panel.roles)
    .filter(([role, share]) => share === 1 && other.panel.roles.get(role) === 0)
    .map(([role]) => `the ${roleLabel(role)}`);
}

function shareReason(left: Features, right: Features, { ship }: VerdictWords): Reason | null {
  const shared = Array.from(left.panel.roles.keys()).some(role => right.panel.roles.has(role));
  if (shared || Math.abs(left.panel.share - right.panel.share) < 0.4) return null;
  const [one, other] = [left, right].map(({ tool }) => `${panelShare(tool.reviews).percent}%`);
  return reason('flip', `two different panels, ${one} ${ship} against ${other}`);
}

function splitReason(left: Features, right: Features): Reason | null {
  const halved = [left, right].filter(({ panel }) => panel.split >= 0.8);
  const tallies = halved.map(({ tool }) => {
    const { ships, skips } = panelShare(tool.reviews);
    return `${ships}–${skips}`;
  });
  if (halved.length === 2) {
    const both = tallies[0] === tallies[1] ? tallies[0] : tallies.join(' and ');
    return reason('split', `the panel is split on both, ${both}`);
  }
  const [only] = halved;
  if (!only) return null;
  return reason(
    'split',
    `the panel is split ${tallies[0]} on ${only.tool.name}`,
    `one of them splits the panel ${tallies[0]}`,
  );
}

function freshReason(left: Features, right: Features): Reason | null {
  const [newer, older] = left.ageDays <= right.ageDays ? [left, right] : [right, left];
  if (newer.ageDays < 0) return null;
  const both = recently(older.ageDays);
  if (both) return reason('fresh', `both added ${both}`);
  const one = recently(newer.ageDays);
  return one
    ? reason('fresh', `the newcomer is ${newer.tool.name}, added ${one}`, `one was added ${one}`)
    : null;
}

function recently(ageDays: number): string | null {
  if (ageDays <= 7) return 'in the last week';
  if (ageDays <= 14) return 'in the last two weeks';
  return ageDays <= 28 ? 'in the last four weeks' : null;
}

function priceReason(pair: ScoredPair, left: Features, right: Features): Reason | null {
  // A third of the full contrast: $10 against $50, or free against $4.
  if (pair.terms.price < 23_000) return null;
  return reason('price', `${entryWords(left.tool.price)} against ${entryWords(right.tool.price)}`);
}

function entryWords(price: Price): string {
  if (price.kind === 'free') return 'free';
  if (price.kind === 'free_tier') return 'a free tier';
  if (price.kind === 'unknown' || !price.from) return 'no known price';
  return `${amountLabel(price.from)} a month${price.from.per === 'seat_month' ? ' per seat' : ''}`;
}

function popularityReason(left: Features, right: Features): Reason | null {
  if (Math.min(left.popularity, right.popularity) < 0.75) return null;
  return reason('popularity', `two of the best known in ${left.tool.category}`);
}

function waitingReason(pair: ScoredPair, { tool }: Features): Reason | null {
  return pair.terms.waitingCategory > 0
    ? reason('waitingCategory', `it was the turn of ${tool.category}`)
    : null;
}

function similarityReason(pair: ScoredPair, left: Features, right: Features): Reason | null {
  if (pair.terms.similarity < 200_000) return null;
  const common = left.tool.tags
    .filter(tag => right.tool.tags.includes(tag))
    .map(tag => tag.replaceAll('-', ' '));
  const [first, second] = common;
  if (!first) return reason('similarity', 'they set out to do much the same job');
  return reason('similarity', `both are tagged ${second ? `${first} and ${second}` : first}`);
}

function unseenReason(left: Features, right: Features): Reason | null {
  if (left.unseen && right.unseen) return reason('unseen', 'neither was featured before');
  if (!left.unseen && !right.unseen) return null;
  const { name } = (left.unseen ? left : right).tool;
  return reason('unseen', `first time here for ${name}`, 'one was not featured before');
}

function listed(roles: readonly string[]): string {
  if (roles.length <= 2) return roles.join(' and ');
  return `${roles.slice(0, -1).join(', ')} and ${roles.at(-1)}`;
}

function reason(term: keyof Terms, full: string, short = full): Reason {
  return { term, full, short };
}
