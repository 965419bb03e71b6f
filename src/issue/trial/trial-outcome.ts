/** How a trial stands at a look. */
export type TrialOutcome = TrialWinner | OpenTrial;

/** One arm beats every other: what was found at the first look that could tell, and is never taken back. */
export interface TrialWinner {
  readonly kind: 'winner';
  readonly arm: number;
  /** Odds for the arm against the one it has least to show against; at least `evidenceAsked`. */
  readonly evidence: number;
}

/** No arm beats every other, yet or ever. */
export interface OpenTrial {
  readonly kind: 'open';
  /** For each arm the odds for it against the one it has least to show against; 1 says nothing either way. */
  readonly evidence: readonly number[];
}
