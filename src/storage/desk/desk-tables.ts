import type { Generated } from 'kysely';

/** Somebody asked to sign in to the desk. Holds no secret: the link is signed, and opens only with the browser's cookie. */
export interface SignInTable {
  /** Random; what the mailed link names. */
  id: string;
  /** As typed: only the round that answers looks whether it is an editor's. */
  email: string;
  /** sha256 of the cookie of the browser that asked. */
  browser_hash: string;
  asked_at: number;
  expires_at: number;
  /** When its mail may leave: at once, but for an address that very many ask for. */
  due_at: Generated<number>;
  /** When its mail was queued; null until then. */
  mailed_at: number | null;
  used_at: number | null;
}

/** One editor signed in at one browser. */
export interface DeskSessionTable {
  /** Random; what the cookie names. */
  id: string;
  /** As in EDITORS at the time. */
  email: string;
  /** sha256 of the browser's own name: a cookie that turns up in another browser opens nothing. */
  agent_hash: string;
  /** The browser's own name, shortened, for the list of sessions. */
  agent: string;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
}

/** What an editor said yes to, as it was then. */
export interface ApprovalTable {
  id: Generated<number>;
  issue_id: number;
  content_hash: string;
  approved_by: string;
  approved_at: number;
  audience: number;
  /** Canonical JSON of IssueContent in the editors' order. */
  content: string;
  /** Its plain-text part, with placeholders. */
  text: string;
}
