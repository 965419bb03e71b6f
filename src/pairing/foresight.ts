import type { Catalogue } from '../catalogue/tool.ts';
import { HOUSE_WORDS } from '../words/words.ts';
import type { PastIssue } from './pairing.ts';
import { pick } from './pick.ts';
import { thursdayOf, weekName, weekNumber } from './week.ts';

export interface ForesightOptions {
  readonly catalogue: Catalogue;
  /** How many pairs it has, as `coverage` counts them. */
  readonly pairs: number;
  /** The first week, `2026-W48`. */
  readonly from: string;
  readonly weeks: number;
  /** How many pairings are asked for each week. */
  readonly asked: number;
  readonly seed: string;
}

/** How long a catalogue lasts if nothing is added to it and nothing of it was shown before. */
export interface Foresight {
  readonly asked: number;
  readonly from: string;
  /** How many weeks were looked at; fewer than asked for where no pair was left before. */
  readonly weeks: number;
  /** Weeks with all that was asked for, with less, and with nothing. */
  readonly full: number;
  readonly thin: number;
  readonly empty: number;
  readonly firstThin: { readonly week: string; readonly pairings: number } | null;
  readonly firstEmpty: string | null;
  /** In so many weeks every pair has been shown; null where some is left. */
  readonly spentAfter: number | null;
}

/** Picks week after week, as the picker will. */
export function foresee({ catalogue, pairs, from, weeks, asked, seed }: ForesightOptions): Foresight {
  const start = weekNumber(from);
  const history: PastIssue[] = [];
  let shown = 0;
  for (let number = start; number < start + weeks && shown < pairs; number += 1) {
    const week = weekName(number);
    const { pairings } = pick({
      ...{ catalogue, history, week, seed },
      today: thursdayOf(number),
      count: asked,
      words: HOUSE_WORDS,
    });
    history.push({ week, pairings });
    shown += pairings.length;
  }
  const counts = history.map(({ week, pairings }) => ({ week, pairings: pairings.length }));
  const thin = counts.filter(({ pairings }) => pairings > 0 && pairings < asked);
  const empty = counts.filter(({ pairings }) => pairings === 0);
  return {
    asked,
    from,
    weeks: counts.length,
    full: counts.length - thin.length - empty.length,
    thin: thin.length,
    empty: empty.length,
    firstThin: thin[0] ?? null,
    firstEmpty: empty[0]?.week ?? null,
    spentAfter: shown === pairs ? counts.length : null,
  };
}
