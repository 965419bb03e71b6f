import type { Generated } from 'kysely';

/** Mails to one person each, that no issue sends: confirmations, sign-in links, notices. */
export interface SingleMailTable {
  id: Generated<number>;
  /** test, confirm, welcome, sign-in, notice, correction. */
  kind: string;
  /** The same mail twice is one row: unique. */
  dedupe: string;
  to_email: string;
  week: Generated<string>;
  subject: string;
  html: string;
  /** JSON of what its HTML is drawn from before it leaves; '' once that is there. */
  drawing: Generated<string>;
  text: string;
  /** JSON object of extra headers. */
  headers: Generated<string>;
  /** pending, submitting, submitted, rejected, uncertain. */
  state: Generated<string>;
  provider: Generated<string>;
  /** As in batches. */
  account: Generated<string>;
  /** '' before the first attempt, and where an earlier version has made that: then it is made from the id. */
  idempotency_key: Generated<string>;
  owner: Generated<string>;
  lease_until: Generated<number>;
  not_before: Generated<number>;
  /** As in batches; 0 before the first attempt. */
  touched_at: Generated<number>;
  attempts: Generated<number>;
  unclear_since: number | null;
  provider_id: Generated<string>;
  reason: Generated<string>;
  created_at: number;
  settled_at: number | null;
}
