/** The readers of an issue who are due at one instant. */
export interface Cohort {
  /** Epoch ms. */
  readonly dueAt: number;
  /** As subscribers have them; the cohort with '' also takes every zone that none of them names. */
  readonly zones: readonly string[];
  /** How many were counted; who comes or goes until the rows are written makes the true number another. */
  readonly readers: number;
}

/**
 * Groups zones by the instant at which their readers are due: some forty cohorts, however many zones there are. Zones
 * whose hour is past at the freeze are one cohort, due at once.
 * @param dueOf the instant (epoch ms) a zone is due; must take '' and unknown names
 * @returns in the order they are due; empty when everybody is due at once
 */
export function planCohorts(
  readersByZone: ReadonlyMap<string, number>,
  dueOf: (zone: string) => number,
  frozenAt: number,
): Cohort[] {
  const cohorts = new Map<number, { zones: string[]; readers: number }>();
  for (const [zone, readers] of new Map([['', 0], ...readersByZone])) {
    const dueAt = Math.max(dueOf(zone), frozenAt);
    const cohort = cohorts.get(dueAt) ?? { zones: [], readers: 0 };
    cohort.zones.push(zone);
    cohort.readers += readers;
    cohorts.set(dueAt, cohort);
  }
  if (cohorts.size === 1 && cohorts.has(frozenAt)) return [];
  return [...cohorts]
    .sort(([one], [other]) => one - other)
    .map(([dueAt, { zones, readers }]) => ({ dueAt, zones: zones.toSorted(), readers }));
}
