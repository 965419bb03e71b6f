import type { Generated } from 'kysely';

/** The readers of one issue who are due at one instant. An issue without a row is due for everybody at once. */
export interface CohortTable {
  issue_id: number;
  n: number;
  /** Epoch ms. */
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
