import type { ScorecardRow } from '../src/issue/content.ts';

/** More seats than this abreast are too narrow for a role's name on a phone. */
const seatsAbreast = 5;

/**
 * The panel as it sits: A's bench facing B's, chair opposite chair. A large panel sits at several tables, as even as
 * they come.
 */
export function benches(rows: readonly ScorecardRow[], abreast = seatsAbreast): ScorecardRow[][] {
  const tables = Math.ceil(rows.length / abreast);
  const perTable = Math.ceil(rows.length / Math.max(tables, 1));
  return Array.from({ length: tables }, (_, index) => rows.slice(index * perTable, (index + 1) * perTable));
}
