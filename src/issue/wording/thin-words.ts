/** Why an issue is not as readers know it. */
export const THIN_WORDS = {
  shorter: '{shown} {pairings} this week instead of {asked}: no other pair met our rules.',
  /** Rules that gave way, by their step (src/pairing/ladder.ts). */
  relaxed: {
    1: 'A thin week: {tool} may come back after eight weeks instead of twelve.',
    2: 'A thin week: {tool} may come back after four weeks instead of twelve.',
    3: 'A thin week: two pairings may come from one category.',
  } as Readonly<Record<number, string>>,
};
