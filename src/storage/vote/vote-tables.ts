import type { Generated } from 'kysely';

/** One reader's choice on one pairing of one issue. */
export interface BallotTable {
  issue_id: number;
  /** Of the pairing in its issue, from 1. */
  position: number;
  /** Null once the reader was erased: the ballot stays counted and is nobody's. */
  subscriber_id: number | null;
  /** a, b, both, neither. */
  choice: string;
  cast_at: number;
  changed_at: number;
  /** 1, and one more with every change of mind. */
  revision: Generated<number>;
  /** Keyed hash of the network it came from; '' when unknown, erased or no longer needed. */
  network: Generated<string>;
  /** The hour in which `writes` are counted starts here. */
  window_at: number;
  writes: Generated<number>;
}

/** What looks odd about a vote, each kind once a pairing: for editors to judge. Nothing is taken out of the count. */
export interface VoteFlagTable {
  issue_id: number;
  position: number;
  /** network, domain, burst. */
  kind: string;
  at: number;
  /** In words, without addresses. */
  detail: string;
}
