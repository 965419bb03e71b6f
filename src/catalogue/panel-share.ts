import type { Review } from './tool.ts';

export interface PanelShare {
  readonly ships: number;
  readonly skips: number;
  /** Integer, rounded half up; 100 only when all ship, 0 only when none does. */
  readonly percent: number;
  readonly badge: 'ship' | 'mixed' | 'skip';
}

/** How the panel stands on one tool. Without reviews: 0 percent and `mixed`, since nobody said skip. */
export function panelShare(reviews: readonly Pick<Review, 'verdict'>[]): PanelShare {
  const total = reviews.length;
  const ships = reviews.filter(review => review.verdict === 'ship').length;
  return { ships, skips: total - ships, percent: sharePercent(ships, total), badge: badge(ships, total) };
}

/** `part` of `total` as an integer percentage that never claims unanimity where there is none. */
export function sharePercent(part: number, total: number): number {
  if (part === 0 || total === 0) return 0;
  if (part === total) return 100;
  // In whole numbers: part/total*100 in floating point may fall just below a half that should round up.
  const rounded = Math.floor((part * 200 + total) / (total * 2));
  return Math.min(99, Math.max(1, rounded));
}

function badge(ships: number, total: number): PanelShare['badge'] {
  if (total === 0) return 'mixed';
  if (ships * 3 >= total * 2) return 'ship';
  return ships * 3 <= total ? 'skip' : 'mixed';
}
