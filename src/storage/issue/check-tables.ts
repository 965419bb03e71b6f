/** What a link of an issue said when it was asked over the network; the newest answer counts. */
export interface LinkAnswerTable {
  issue_id: number;
  url: string;
  /** answered, failed or private. */
  kind: string;
  /** HTTP status; 0 unless answered. */
  status: number;
  /** Where its redirects ended; '' unless answered. */
  final_url: string;
  /** '' when answered. */
  reason: string;
  asked_at: number;
}

/** The mails rendered for the newest approval of an issue that has not gone out yet. */
export interface ApprovedMailsTable {
  issue_id: number;
  /** Of all they were rendered from. */
  key: string;
  /** JSON. */
  mails: string;
  /** Of `mails`, hex. */
  sha256: string;
}
