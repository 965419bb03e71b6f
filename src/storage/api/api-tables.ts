import type { Generated } from 'kysely';

export interface ApiKeyTable {
  id: Generated<number>;
  /** What the log calls it; one key in use has it. */
  name: string;
  /** Hexadecimal. The secret itself is kept nowhere. */
  secret_sha256: string;
  /** JSON array. */
  scopes: string;
  created_at: number;
  /** An editor's address, or `command line`. */
  created_by: string;
  /** To the minute. */
  last_used_at: number | null;
  revoked_at: number | null;
}

export interface ApiAnswerTable {
  key_id: number;
  idempotency_key: string;
  /** Of method, address, condition and body. */
  request_sha256: string;
  begun_at: number;
  /** Null while the first request is under way. */
  status: number | null;
  /** JSON: those that a repetition is told as well. */
  headers: Generated<string>;
  body: Generated<string>;
}

export interface CatalogueProposalTable {
  id: Generated<number>;
  /** Of the catalogue in it, as a pick would name it. */
  hash: string;
  /** The bytes as they were sent: JSON. */
  body: string;
  note: string;
  proposed_at: number;
  /** A program as the log names it. */
  proposed_by: string;
  /** When an editor was done with it; null before. */
  set_aside_at: number | null;
  set_aside_by: string | null;
}
