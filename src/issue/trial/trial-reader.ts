/** One reader on trial, as the ledger and the events know them. */
export interface TrialReader {
  /** Which subject they got: 0 is the editors' first choice. */
  readonly arm: number;
  /** When the mail was submitted to them, epoch ms. */
  readonly at: number;
  /** Their first click that no machine made, or their first ballot if that came earlier, epoch ms; null while there is none. */
  readonly actedAt: number | null;
}
