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
