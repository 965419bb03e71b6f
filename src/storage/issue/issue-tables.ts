import type { Generated } from 'kysely';

export interface IssueTable {
  id: Generated<number>;
  week: string;
  number: number;
  state: string;
  /** Why it is held or stopped; '' otherwise. */
  reason: Generated<string>;
  /** Raised by every change; an editor's change names the revision it was made on. */
  revision: Generated<number>;
  /** How often an editor had it go on, or those go again who were refused. */
  renewals: Generated<number>;
  catalogue_hash: string;
  seed: string;
  /** The relaxation rung the picker used, 0 = none. */
  rung: number;
  /** JSON: what the picker said beside the pairings (thin, rung name, asked). */
  pick: string;
  /** JSON: editors' overrides of subject, preheader, intro. */
  edits: Generated<string>;
  /** JSON: what editors pinned and banned. */
  wishes: Generated<string>;
  /** The instant of the week's SEND_CRON slot. */
  send_at: number;
  created_at: number;
  approved_hash: string | null;
  approved_by: string | null;
  approved_at: number | null;
  /** The instant an editor chose in place of the slot; null for the slot. */
  go_at: number | null;
  /** When an editor wanted what was approved to go at once; null otherwise. */
  go_now_at: number | null;
  /** The one recorded instant of the audience; null before the freeze. */
  frozen_at: number | null;
  /** Highest subscriber id at the freeze. */
  audience_cutoff: number | null;
  /** Counted at the freeze; what the delivery rows are verified against. */
  audience: number | null;
  /** Set when the delivery rows were counted right and the batches exist. */
  batched_at: number | null;
  settled_at: number | null;
  /** When its vote closes; null before the freeze. */
  vote_closes_at: number | null;
  /** 1 once a later issue was picked that may tell the result: no ballot is taken then, whatever a clock says. */
  vote_closed: Generated<number>;
}

export interface PairingTable {
  issue_id: number;
  position: number;
  /** The two slugs in code-unit order, joined by `|`: the same pair whichever side it stands on. */
  pair_key: string;
  a: string;
  b: string;
  category: string;
  score: number;
  terms: string;
  why: string;
  runners_up: string;
  /** picker, pin or swap. */
  source: string;
}

export interface FrozenMailTable {
  issue_id: number;
  /** Which pairing leads, from 1. */
  variant: number;
  content_hash: string;
  /** JSON of IssueContent. */
  content: string;
  /** JSON of the compiled mail: subject, headers, literal parts and slots. */
  mail: string;
  /** The web version, self-contained HTML, of variant 1; '' in others. */
  web_html: string;
}

/** What a change of an issue changed for readers. */
export interface IssueChangesTable {
  /** Of its line in the log. */
  activity_id: number;
  issue_id: number;
  /** JSON of Change[]. */
  changes: string;
}
