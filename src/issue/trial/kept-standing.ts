import type { TrialStanding } from './trial-standing.ts';

/** A standing as it is kept with what was decided by it. */
export function keepStanding(standing: TrialStanding): string {
  // JSON has no infinity: a bound that is none is kept as null.
  return JSON.stringify(standing);
}

/** Reads what `keepStanding` wrote; null where nothing was kept. */
export function keptStanding(kept: string): TrialStanding | null {
  if (kept === '') return null;
  return JSON.parse(kept, (name, value: unknown) =>
    value === null && (name === 'high' || name === 'evidence') ? Number.POSITIVE_INFINITY : value,
  ) as TrialStanding;
}
