/** What editors ask of the picker for one issue. Pairs by their key (`pairKey`), tools by slug. */
export interface Wishes {
  /** Pairings that stay whatever else is picked. */
  readonly pins: readonly string[];
  readonly bannedTools: readonly string[];
  readonly bannedPairs: readonly string[];
}

export const NO_WISHES: Wishes = { pins: [], bannedTools: [], bannedPairs: [] };

/** The two slugs of a pair's key. */
export function slugsOf(key: string): readonly [string, string] {
  const [a = '', b = ''] = key.split('|');
  return [a, b];
}
