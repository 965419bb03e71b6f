import type { Generated } from 'kysely';

/** The readers of one issue who are due at one instant, or who wait for one decision. An issue without a row is due for everybody at once. */
export interface CohortTable {
  issue_id: number;
  n: number;
  /** Epoch ms; UNDECIDED_AT for those who wait for a subject. */
  due_at: number;
  /** The seqs set aside for it, as many as its zones were counted to have. */
  first_seq: number;
  last_seq: number;
  /** Rows written, from `first_seq` on without a gap; fewer than were set aside when somebody left meanwhile. */
  members: Generated<number>;
}

/** Which cohort a zone belongs to, as subscribers have it; '' stands for every zone that is not listed. */
export interface CohortZoneTable {
  issue_id: number;
  timezone: string;
  cohort: number;
}

/** An issue of which several subjects are on trial: frozen with it, decided once. No row where it has one subject. */
export interface SubjectTrialTable {
  issue_id: number;
  /** How many subjects. */
  arms: number;
  /** Percent of those who take part that get one of them at once. */
  share: number;
  /** What readers are drawn with. */
  seed: string;
  /** When the rest goes at the latest, epoch ms. */
  deadline: number;
  /** The subject that the rest gets, from 0; null until it is decided. */
  arm: number | null;
  /** winner, no_winner, by_hand; '' until it is decided. */
  outcome: Generated<string>;
  decided_at: number | null;
  /** The editor's address; '' where the test decided. */
  decided_by: Generated<string>;
  /** JSON: what the test knew then; '' until it is decided. */
  evidence: Generated<string>;
}
