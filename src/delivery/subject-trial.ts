/** Subjects on trial, as they are frozen with their issue. */
export interface FrozenTrial {
  /** How many subjects, the first choice included. */
  readonly arms: number;
  /** Percent of those who take part. */
  readonly share: number;
  /** What readers are drawn with: the same draw in every process, and after a restore. */
  readonly seed: string;
  /** When the rest goes at the latest, epoch ms. */
  readonly deadline: number;
}

/** How an audience is divided, as counted before it is written. */
export interface TrialShares {
  /** Readers by subject. */
  readonly tested: readonly number[];
  /** Those who get a mail that another pairing leads, with a subject of its own: they take no part. */
  readonly apart: number;
  /** Those who wait. */
  readonly rest: number;
}

/** In the place of a due time (epoch ms) of those whose subject is not decided: no clock comes to it. */
export const UNDECIDED_AT = Date.parse('9999-12-31T00:00:00Z');

/** Which subject the rest gets, and why: by the test, because it had found none in time, or because an editor said so. */
export interface TrialDecision {
  /** 0 for the first choice. */
  readonly arm: number;
  readonly outcome: 'winner' | 'no_winner' | 'by_hand';
  /** Epoch ms. */
  readonly at: number;
  /** The editor's address; '' for the test. */
  readonly by: string;
  /** JSON: what the test knew then (issue/trial/kept-standing.ts). */
  readonly evidence: string;
}

/** The trial of one issue's subjects as it stands. */
export interface SubjectTrial extends FrozenTrial {
  readonly issueId: number;
  /** Null while it is open. Never another once it is there. */
  readonly decision: TrialDecision | null;
}
