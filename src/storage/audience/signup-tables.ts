import type { Generated } from 'kysely';

/** Someone asked for the newsletter and nobody has looked yet whether and how to answer. Lives for seconds. */
export interface SignupRequestTable {
  id: Generated<number>;
  email: string;
  dedupe_key: string;
  name: string;
  timezone: string;
  interests: string;
  source: string;
  /** The words shown at the form, as in consents. */
  wording: string;
  /** JSON, as in consents. */
  evidence: string;
  created_at: number;
  due_at: number;
  /** How often deciding it failed. */
  tries: Generated<number>;
}

/** What an address was mailed without having confirmed: outlives the subscriber's row, so it knows only a keyed hash. */
export interface SignupAddressTable {
  address_hash: string;
  subscriber_id: number;
  /** Confirmation mails since it was last confirmed. */
  confirmations: Generated<number>;
  /** Of the last confirmation mail; 0 for none. */
  mailed_at: Generated<number>;
  /** When it was last told that it is confirmed already; 0 for never. */
  told_at: Generated<number>;
}

/** One cap of one network, domain or everybody (GCRA): full when the theoretical arrival time is a whole period ahead. */
export interface CapTable {
  cap: string;
  subject: string;
  tat: number;
  /** 1 when the last one asked for passed. */
  passed: number;
  /** How many were refused since the row was made. */
  refused: Generated<number>;
  refused_at: Generated<number>;
}

/** Somebody wants new links to an address; whether anybody gets mails there is looked up later. Lives for seconds. */
export interface LinkRequestTable {
  id: Generated<number>;
  dedupe_key: string;
  asked_at: number;
}
