import type { Store } from '../database.ts';
import type { UnansweredBatch } from './record-looks.ts';

/** A mail the same account has taken, and of which the mail API has reported since. */
export type Witness =
  | { readonly kind: 'delivery'; readonly issueId: number; readonly seq: number }
  | { readonly kind: 'single'; readonly id: number };

/** An issue ago: what was reported before that tells nothing of how it is reported now. */
const BEFORE_MS = 8 * 24 * 3_600_000;

/**
 * A mail that was taken before a batch was handed over, and one that was handed over after it had become uncertain; of both
 * the mail API has reported. Only then does its silence about the batch mean anything. Of the same issue where there is
 * one, else a mail to one person.
 * @returns null while either is missing
 */
export async function witnessesOf(
  store: Store,
  batch: UnansweredBatch,
): Promise<{ readonly before: Witness; readonly after: Witness } | null> {
  if (batch.unclearSince === 0) return null;
  const before = (await ofIssue(store, batch, 'before')) ?? (await single(store, batch, 'before'));
  if (!before) return null;
  const after = (await ofIssue(store, batch, 'after')) ?? (await single(store, batch, 'after'));
  return after && { before, after };
}

type Side = 'before' | 'after';

async function ofIssue(store: Store, batch: UnansweredBatch, side: Side): Promise<Witness | null> {
  const { issueId, provider, account, unclearSince, givenUpAt } = batch;
  const row = await store.db
    .selectFrom('batches as b')
    .innerJoin('outcomes as o', join =>
      join
        .onRef('o.issue_id', '=', 'b.issue_id')
        .onRef('o.seq', '>=', 'b.first_seq')
        .onRef('o.seq', '<=', 'b.last_seq'),
    )
    .select('o.seq')
    .where('b.issue_id', '=', issueId)
    .where('b.provider', '=', provider)
    .where('b.account', '=', account)
    .where('b.state', '=', 'submitted')
    .$if(side === 'before', query =>
      query.where('b.settled_at', '<=', unclearSince).orderBy('b.settled_at', 'desc'),
    )
    .$if(side === 'after', query => query.where('b.sealed_at', '>=', givenUpAt).orderBy('b.sealed_at'))
    .limit(1)
    .executeTakeFirst();
  return row ? { kind: 'delivery', issueId, seq: row.seq } : null;
}

async function single(store: Store, batch: UnansweredBatch, side: Side): Promise<Witness | null> {
  const { provider, account, unclearSince, givenUpAt } = batch;
  const row = await store.db
    .selectFrom('single_mails as s')
    .innerJoin('mail_events as e', 'e.single_id', 's.id')
    .select('s.id')
    .where('e.single_id', 'is not', null)
    .where('e.applied_at', 'is not', null)
    .where('s.provider', '=', provider)
    .where('s.account', '=', account)
    .where('s.state', '=', 'submitted')
    .$if(side === 'before', query =>
      query
        .where('s.settled_at', '<=', unclearSince)
        .where('s.settled_at', '>', unclearSince - BEFORE_MS)
        .orderBy('s.settled_at', 'desc'),
    )
    .$if(side === 'after', query => query.where('s.created_at', '>=', givenUpAt).orderBy('s.created_at'))
    .limit(1)
    .executeTakeFirst();
  return row ? { kind: 'single', id: row.id } : null;
}
