import type { Generated } from 'kysely';

/** Where the links of an issue's mails lead: the one part of a sent mail that can still be put right. */
export interface GoLinkTable {
  /** The last part of `/go/<token>`. */
  token: string;
  issue_id: number;
  /** Slug of the tool. */
  tool: string;
  /** As it was when the issue was frozen. */
  original: string;
  target: string;
}

/** What an issue got wrong and the mail that says so: one an issue. */
export interface CorrectionTable {
  issue_id: number;
  /** draft, approved (its mails are being queued), queued (every mail is in single_mails). */
  state: string;
  revision: Generated<number>;
  /** The editors' words, plain text. */
  wrong: string;
  right_words: string;
  url: string;
  created_at: number;
  /** Who put it into these words. */
  created_by: string;
  /** '' until approved; then what every mail of it is made from. */
  hash: Generated<string>;
  /** JSON of the compiled mail. */
  mail: Generated<string>;
  approved_by: Generated<string>;
  approved_at: number | null;
  /** How many would get it when it was approved. */
  audience: Generated<number>;
  /** The last seq that was looked at while mails are queued. */
  queued_seq: Generated<number>;
  queued: Generated<number>;
  /** Readers of the wrong issue who have left or been suppressed since. */
  left_out: Generated<number>;
  finished_at: number | null;
}

/** What an issue's readers did, counted over stored events: a copy that is made again, never the only place. */
export interface IssueReportTable {
  issue_id: number;
  counted_at: number;
  clickers: number;
  clicks: number;
  machine_clicks: number;
  votes: number;
  unsubscribed: number;
}
