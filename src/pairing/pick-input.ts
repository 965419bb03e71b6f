import type { Catalogue } from '../catalogue/tool.ts';
import type { Words } from '../words/words.ts';
import type { PastIssue } from './pairing.ts';
import type { Wishes } from './wishes.ts';

/** What the picker is a function of: the same input gives the same output, on any machine. */
export interface PickInput {
  readonly catalogue: Catalogue;
  /** Every earlier issue's pairings, oldest first; the week being picked is not among them. */
  readonly history: readonly PastIssue[];
  /** ISO week, `2026-W48`. */
  readonly week: string;
  /** The date the week's content speaks from, YYYY-MM-DD. */
  readonly today: string;
  readonly seed: string;
  /** How many pairings are asked for. */
  readonly count: number;
  /** What editors pinned and banned; left out for nothing. */
  readonly wishes?: Wishes;
  /** In whose words the reasons are told. */
  readonly words: Words;
}
