import { explain } from './explain.ts';
import type { Field } from './field.ts';
import type { Pairing, Pick } from './pairing.ts';
import type { PickInput } from './pick-input.ts';
import { pinTroubles } from './pin-troubles.ts';
import { type Choice, Pool } from './pool.ts';
import type { ScoredPair } from './score.ts';
import { SCORE_RULES } from './weights.ts';

const RUNNERS_UP = 3;

/**
 * The week's pairings: of all sets that the rules allow, the one with the highest sum of scores. Pure: the same
 * input gives the same answer on any machine, in whatever order the catalogue or the history comes.
 *
 * What editors pinned is in it and what they banned is not. A week with too few good pairings relaxes in named steps
 * (`rung`), down to none at all. Throws on a week or a date that is none, on a count that is not a whole number of 0 or
 * more, and on pins that cannot be kept (`pinTroubles`).
 */
export function pick(input: PickInput): Pick {
  if (!Number.isSafeInteger(input.count) || input.count < 0) {
    throw new Error(`Expected count to be a whole number of 0 or more, got ${input.count}`);
  }
  const troubles = pinTroubles(input);
  if (troubles.length > 0) throw new Error(troubles.join(' '));
  const pool = new Pool(input);
  return pickFrom(pool, pool.choose(SCORE_RULES), input.count, input.wishes?.pins);
}

/** A choice in the form that is stored and shown. */
export function pickFrom(pool: Pool, choice: Choice, asked: number, pins: readonly string[] = []): Pick {
  const { set, step, field } = choice;
  return {
    pairings: set.pairs.map(pair => {
      const pairing = pairingOf(pair, runnersUp(pair, set.pairs, field), pool);
      return pins.includes(pair.key) ? { ...pairing, source: 'pin' as const } : pairing;
    }),
    asked,
    rung: { step: step.step, name: step.name },
  };
}

export function pairingOf(pair: ScoredPair, next: readonly ScoredPair[], pool: Pool): Pairing {
  const { order } = pool;
  const { left, right } = order.sides(pair);
  return {
    a: left.tool.slug,
    b: right.tool.slug,
    category: left.tool.category,
    score: pair.score,
    terms: { ...pair.terms },
    why: explain(pair, left, right, pool.words),
    runnersUp: next.map(other => {
      const sides = order.sides(other);
      return { a: sides.left.tool.slug, b: sides.right.tool.slug, score: other.score };
    }),
  };
}

/** The next best pairs that could take this one's place: of its category, without the other pairings' tools. */
function runnersUp(pair: ScoredPair, all: readonly ScoredPair[], field: Field): readonly ScoredPair[] {
  const search = field.searches.get(pair.a.tool.category);
  const taken = all.filter(other => other !== pair).flatMap(other => [other.a.tool, other.b.tool]);
  const found = search?.best(RUNNERS_UP + 1, taken).pairs ?? [];
  return found.filter(other => other.key !== pair.key).slice(0, RUNNERS_UP);
}
