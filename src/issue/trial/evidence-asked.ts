/** How often, at most, a trial may name a winner that is none: one time in twenty. */
export const FALSE_WINNERS = 0.05;

/**
 * The evidence that a winner must show against every other arm: 40 to 1 with two arms, 60 with three, 80 with four. Whoever names
 * a winner that is none has let one of the arms show so much against another that draws at least as well, which happens to each
 * arm at most once in so many trials (Ville's inequality), however often somebody looks.
 */
export function evidenceAsked(arms: number): number {
  return arms / FALSE_WINNERS;
}
