/** What the pick of an issue went by. */
export interface PickRecordTable {
  issue_id: number;
  /** Of the snapshot it was made from. */
  catalogue_hash: string;
  /** JSON of PickRecord. */
  record: string;
}

/** The chain of approvals: append only, and each names the one before. */
export interface ApprovalRecordTable {
  /** From 1, without a gap. */
  number: number;
  /** ISO week, as in the record. */
  week: string;
  /** Hash of the record before; zeros for the first. */
  previous: string;
  hash: string;
  /** JSON of ApprovalRecord. */
  record: string;
}

/** A public key that open data were signed with: those of before stay, so that what was fetched before can be checked. */
export interface DataKeyTable {
  id: string;
  /** Raw, base64url. */
  public_key: string;
  used_from: number;
  /** Null while it signs. */
  used_until: number | null;
}
