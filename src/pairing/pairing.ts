export interface PastIssue {
  readonly week: string;
  readonly pairings: readonly { readonly a: string; readonly b: string; readonly category: string }[];
}

export interface Pick {
  /** In the order they will be shown; empty when not even one good pairing is left. */
  readonly pairings: readonly Pairing[];
  readonly asked: number;
  readonly rung: Rung;
}

/** Which step of the relaxation ladder was needed; 0 is none. */
export interface Rung {
  readonly step: number;
  /** In words: "cooldown 8 weeks instead of 12". */
  readonly name: string;
}

export interface Pairing {
  /** Slugs; `a` stands on the left. */
  readonly a: string;
  readonly b: string;
  readonly category: string;
  /** Integer millionths, penalties included. */
  readonly score: number;
  /** Every term's weighted contribution, in millionths; they sum to the score. */
  readonly terms: Readonly<Record<string, number>>;
  /** The strongest reasons, in words. */
  readonly why: string;
  /** The next best of the same category under the same rung, best first, at most 3. */
  readonly runnersUp: readonly { readonly a: string; readonly b: string; readonly score: number }[];
  /** How it came into the issue, where not the picker chose it: kept by an editor's pin, or swapped in. */
  readonly source?: 'pin' | 'swap';
}

/** The same pair whichever side a tool stands on: slugs in code-unit order. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}
