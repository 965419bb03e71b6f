import { type Kysely, sql } from 'kysely';
import type { Batch } from '../../delivery/batch.ts';
import type { Recipient } from '../../delivery/recipient.ts';
import type { Store } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { SUPPRESSED } from './batch-outcomes.ts';
import { variantNow } from './subject-trials.ts';

type Db = Kysely<Schema>;

/** Who is in a batch and was not dropped from it, and who of them has left or been suppressed since the freeze. */
export function membersOf(store: Store) {
  return prepared<Pick<Batch, 'issueId' | 'firstSeq' | 'lastSeq'>, MemberRow>(blank =>
    store.db
      .selectFrom('deliveries as d')
      .leftJoin('subscribers as s', 's.id', 'd.subscriber_id')
      .select(['d.seq', 'd.subscriber_id', 'd.email', 'd.name'])
      .select(variantNow().as('variant'))
      .select(
        sql<number>`case when s.state <> 'confirmed' or s.suppressed_at is not null then 1 else 0 end`.as(
          'left',
        ),
      )
      .where('d.issue_id', '=', blank('issueId'))
      .where('d.seq', '>=', blank('firstSeq'))
      .where('d.seq', '<=', blank('lastSeq'))
      .where('d.status', '=', 0)
      .orderBy('d.seq'),
  );
}

interface MemberRow {
  readonly seq: number;
  readonly subscriber_id: number;
  readonly email: string;
  readonly name: string;
  readonly variant: number | null;
  readonly left: number;
}

/** @throws when its subject is not decided */
export function toRecipient({ seq, subscriber_id, email, name, variant }: MemberRow): Recipient {
  // Nobody who waits for a subject is ever due; were somebody, nothing may leave.
  if (variant === null)
    throw new Error(`Delivery ${seq} was about to be sealed before its subject was decided.`);
  return { seq, subscriberId: subscriber_id, email, name, variant };
}

/** The reason stays with the delivery. */
export async function dropLeavers(db: Db, batch: Batch): Promise<void> {
  await sql`
    update deliveries set status = ${SUPPRESSED}, reason = (
      select case when s.suppressed_at is not null then 'suppressed' else s.state end
      from subscribers s where s.id = deliveries.subscriber_id)
    where issue_id = ${batch.issueId} and seq between ${batch.firstSeq} and ${batch.lastSeq} and status = 0
      and subscriber_id in (
        select d.subscriber_id from deliveries d join subscribers s on s.id = d.subscriber_id
        where d.issue_id = ${batch.issueId} and d.seq between ${batch.firstSeq} and ${batch.lastSeq}
          and (s.state <> 'confirmed' or s.suppressed_at is not null))`.execute(db);
}
