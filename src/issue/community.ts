import { sharePercent } from '../catalogue/panel-share.ts';
import type { Words } from '../words/words.ts';
import { wilson } from './wilson.ts';

/** Fewer ballots than this say nothing: the interval would be wider than 40 points. */
export const BALLOT_THRESHOLD = 20;

/** All ballots ever cast on a tool, over all its pairings. */
export interface Community {
  readonly ballots: number;
  /** Those that chose it, alone or as one of both. */
  readonly chosen: number;
}

/** `—` below the threshold (none is not 0%), else `61% of 143 (53–68%)`. */
export function communityLabel(community: Community | undefined, words: Words): string {
  return community && community.ballots >= BALLOT_THRESHOLD
    ? shareOf(community.chosen, community.ballots, words)
    : '—';
}

/** `61% of 143 (53–68%)`: the share, of how many, and its 95% interval, which always holds the share. */
export function shareOf(part: number, total: number, words: Words): string {
  return words.say('common.share', shareFigures(part, total));
}

/** The same in figures. */
export function shareFigures(part: number, total: number) {
  const percent = sharePercent(part, total);
  const { low, high } = wilson(part, total);
  const [from, to] = [Math.min(percent, Math.round(low * 100)), Math.max(percent, Math.round(high * 100))];
  return { percent, total, from, to };
}
