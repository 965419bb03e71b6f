import { panelShare } from '../catalogue/panel-share.ts';
import { amountLabel } from '../catalogue/price-label.ts';
import { roleLabel } from '../catalogue/scorecard.ts';
import type { Price } from '../catalogue/tool.ts';
import { capital } from '../words/noun.ts';
import type { Words } from '../words/words.ts';
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
export function explain(pair: ScoredPair, left: Features, right: Features, words: Words): string {
  const reasons = [
    flipReason(left, right, words),
    splitReason(left, right, words),
    freshReason(left, right, words),
    priceReason(pair, { left, right, words }),
    popularityReason(left, right, words),
    waitingReason(pair, left, words),
    similarityReason(pair, { left, right, words }),
    unseenReason(left, right, words),
  ]
    .filter(reason => reason !== null)
    .sort((one, other) => weight(other, pair) - weight(one, pair))
    .slice(0, MOST_REASONS);
  let why = '';
  for (const { full, short } of reasons) {
    const longer = [full, short].map(reason =>
      why === '' ? reason : words.say('why.and', { reasons: why, reason }),
    );
    why = longer.find(text => text.length < WHY_LIMIT) ?? why;
  }
  return why === ''
    ? words.say('why.rest', { category: left.tool.category })
    : capital(words.say('why.sentence', { reasons: why }));
}

function weight({ term }: Reason, pair: ScoredPair): number {
  return pair.terms[term] - (COMMON.includes(term) ? 1_000_000 : 0);
}

function flipReason(left: Features, right: Features, words: Words): Reason | null {
  const forLeft = turned(left, right, words);
  const forRight = turned(right, left, words);
  const [a, b] = [left.tool.name, right.tool.name];
  if (forLeft.length === 0 && forRight.length === 0) return shareReason(left, right, words);
  if (forLeft.length > 0 && forRight.length > 0) {
    const [rolesA, rolesB] = [listed(forLeft, words), listed(forRight, words)];
    const counts = { countA: forLeft.length, countB: forRight.length };
    return reason(
      'flip',
      words.say('why.flip.both', { ...counts, rolesA, rolesB, a, b }),
      words.say('why.flip.both-short', { rolesA, rolesB }),
    );
  }
  const turners = forLeft.length > 0 ? forLeft : forRight;
  const [shipped, skipped] = forLeft.length > 0 ? [a, b] : [b, a];
  const said = { count: turners.length, roles: listed(turners, words) };
  return reason(
    'flip',
    words.say('why.flip.one', { ...said, shipped, skipped }),
    words.say('why.flip.one-short', said),
  );
}

/** The roles that ship the first tool and skip the second. */
function turned(one: Features, other: Features, words: Words): string[] {
  return Array.from(one.panel.roles)
    .filter(([role, share]) => share === 1 && other.panel.roles.get(role) === 0)
    .map(([role]) => words.say('why.role', { role: roleLabel(role) }));
}

function shareReason(left: Features, right: Features, words: Words): Reason | null {
  const shared = Array.from(left.panel.roles.keys()).some(role => right.panel.roles.has(role));
  if (shared || Math.abs(left.panel.share - right.panel.share) < 0.4) return null;
  const share = ({ tool }: Features) => panelShare(tool.reviews).percent;
  return reason('flip', words.say('why.flip.shares', { one: share(left), other: share(right) }));
}

function splitReason(left: Features, right: Features, words: Words): Reason | null {
  const halved = [left, right].filter(({ panel }) => panel.split >= 0.8);
  const [first = '', second = ''] = halved.map(({ tool }) => {
    const { ships, skips } = panelShare(tool.reviews);
    return words.say('issue.tally-in-figures', { ships, skips });
  });
  if (halved.length === 2)
    return reason(
      'split',
      first === second
        ? words.say('why.split.same', { tally: first })
        : words.say('why.split.two', { first, second }),
    );
  const [only] = halved;
  if (!only) return null;
  return reason(
    'split',
    words.say('why.split.one', { tally: first, tool: only.tool.name }),
    words.say('why.split.one-short', { tally: first }),
  );
}

function freshReason(left: Features, right: Features, words: Words): Reason | null {
  const [newer, older] = left.ageDays <= right.ageDays ? [left, right] : [right, left];
  if (newer.ageDays < 0) return null;
  const both = withinWeeks(older.ageDays);
  if (both) return reason('fresh', words.say('why.fresh.both', { weeks: both }));
  const weeks = withinWeeks(newer.ageDays);
  return weeks
    ? reason(
        'fresh',
        words.say('why.fresh.one', { tool: newer.tool.name, weeks }),
        words.say('why.fresh.one-short', { weeks }),
      )
    : null;
}

function withinWeeks(ageDays: number): 'one' | 'two' | 'four' | null {
  if (ageDays <= 7) return 'one';
  if (ageDays <= 14) return 'two';
  return ageDays <= 28 ? 'four' : null;
}

/** Two tools as shown, and in whose words something is said of them. */
interface Shown {
  readonly left: Features;
  readonly right: Features;
  readonly words: Words;
}

function priceReason(pair: ScoredPair, { left, right, words }: Shown): Reason | null {
  // A third of the full contrast: $10 against $50, or free against $4.
  if (pair.terms.price < 23_000) return null;
  const [one, other] = [entryWords(left.tool.price, words), entryWords(right.tool.price, words)];
  return reason('price', words.say('why.price', { left: one, right: other }));
}

function entryWords(price: Price, words: Words): string {
  if (price.kind === 'free') return words.say('why.entry.free');
  if (price.kind === 'free_tier') return words.say('why.entry.free-tier');
  if (price.kind === 'unknown' || !price.from) return words.say('why.entry.unknown');
  const amount = amountLabel(price.from, words);
  return price.from.per === 'seat_month'
    ? words.say('why.entry.seat-month', { amount })
    : words.say('why.entry.month', { amount });
}

function popularityReason(left: Features, right: Features, words: Words): Reason | null {
  if (Math.min(left.popularity, right.popularity) < 0.75) return null;
  return reason('popularity', words.say('why.popularity', { category: left.tool.category }));
}

function waitingReason(pair: ScoredPair, { tool }: Features, words: Words): Reason | null {
  return pair.terms.waitingCategory > 0
    ? reason('waitingCategory', words.say('why.waiting', { category: tool.category }))
    : null;
}

function similarityReason(pair: ScoredPair, { left, right, words }: Shown): Reason | null {
  if (pair.terms.similarity < 200_000) return null;
  const common = left.tool.tags
    .filter(tag => right.tool.tags.includes(tag))
    .map(tag => tag.replaceAll('-', ' '));
  const [first, second] = common;
  if (!first) return reason('similarity', words.say('why.similar'));
  return reason(
    'similarity',
    second ? words.say('why.tags', { first, second }) : words.say('why.tag', { tag: first }),
  );
}

function unseenReason(left: Features, right: Features, words: Words): Reason | null {
  if (left.unseen && right.unseen) return reason('unseen', words.say('why.unseen.both'));
  if (!left.unseen && !right.unseen) return null;
  const { name } = (left.unseen ? left : right).tool;
  return reason('unseen', words.say('why.unseen.one', { tool: name }), words.say('why.unseen.one-short'));
}

/** "the Skeptic, the Builder and the Founder": without a comma before the last one in English too. */
function listed(roles: readonly string[], { language }: Words): string {
  return new Intl.ListFormat(language === 'en' ? 'en-GB' : language).format(roles);
}

function reason(term: keyof Terms, full: string, short = full): Reason {
  return { term, full, short };
}
