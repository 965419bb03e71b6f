import { type Selectable, sql, type Transaction } from 'kysely';
import type { Batch, BatchStore, ClaimedBatch } from '../delivery/batch.ts';
import type { BatchState, BatchTally } from '../delivery/ledger.ts';
import type { Recipient } from '../delivery/recipient.ts';
import {
  keepSubmitting,
  markUncertain,
  putBack,
  SUPPRESSED,
  settle,
  split,
  unseal,
} from './batch-outcomes.ts';
import { type Store, skipsLocked } from './database.ts';
import { hasOpenFor, nextDue, OPEN } from './due-batches.ts';
import { inGroups } from './in-groups.ts';
import type { BatchTable, Schema } from './schema.ts';
import { unsynced } from './unsynced.ts';

type Trx = Transaction<Schema>;
type Row = Selectable<BatchTable>;

/** The batches of the ledger, on either database. */
export function batchStore(store: Store): BatchStore {
  return {
    claim: store.dialect === 'sqlite' ? inGroups(requests => claimAll(store, requests)) : claimOne(store),
    settle: settleWith(store),
    putBack: (batch, options) => putBack(store, batch, options),
    keepSubmitting: (batch, options) => keepSubmitting(store, batch, options),
    markUncertain: (batch, options) => markUncertain(store, batch, options),
    unseal: (batch, reason) => unseal(store, batch, reason),
    split: (batch, reason) => store.db.transaction().execute(trx => split(trx, batch, reason)),
    nextDue: (issueId, now) => nextDue(store, issueId, now),
    hasOpenFor: (issueId, providers) => hasOpenFor(store, issueId, providers),
  };
}

/** All batches of an issue, added up by state. */
export async function tallyBatches(store: Store, issueId: number): Promise<BatchTally[]> {
  const rows = await store.db
    .selectFrom('batches')
    .select(eb => [
      'state',
      eb.fn.countAll<number>().as('batches'),
      sql<number>`sum(last_seq - first_seq + 1)`.as('members'),
      sql<number>`sum(suppressed)`.as('suppressed'),
      sql<number>`sum(rejected)`.as('rejected'),
    ])
    .where('issue_id', '=', issueId)
    .groupBy('state')
    .orderBy('state')
    .execute();
  // Postgres answers sum(bigint) as numeric, which arrives as text.
  return rows.map(row => ({
    state: row.state as BatchState,
    batches: Number(row.batches),
    members: Number(row.members),
    suppressed: Number(row.suppressed),
    rejected: Number(row.rejected),
  }));
}

/** A yes that a power cut takes back is given again: the key is the same, and the claim before it was kept for good. */
function settleWith(store: Store): BatchStore['settle'] {
  if (store.dialect === 'postgres') {
    return (batch, acceptance, now) => unsynced(store, at => settle(at, batch, acceptance, now));
  }
  const inGroup = inGroups((settlements: readonly Parameters<BatchStore['settle']>[]) =>
    unsynced(store, async at => {
      for (const settlement of settlements) await settle(at, ...settlement);
      return settlements.map(() => undefined);
    }),
  );
  return (...settlement) => inGroup(settlement);
}

type ClaimRequest = Parameters<BatchStore['claim']>[0];

function claimOne(store: Store): BatchStore['claim'] {
  return request => store.db.transaction().execute(trx => claim(trx, skipsLocked(store), request));
}

function claimAll(store: Store, requests: readonly ClaimRequest[]): Promise<(ClaimedBatch | null)[]> {
  return store.db.transaction().execute(async trx => {
    const claimed = [];
    for (const request of requests) claimed.push(await claim(trx, skipsLocked(store), request));
    return claimed;
  });
}

async function claim(trx: Trx, skipLocked: boolean, request: ClaimRequest): Promise<ClaimedBatch | null> {
  const row = await nextOpen(trx, skipLocked, request);
  if (!row) return null;
  const batch = toBatch(row, row.week);
  // A seal holds for one mailer's form of the payload. Another one gets the batch only while nothing of it was ever
  // taken (nextOpen), so it is sealed anew, for those who are still there.
  const unsealed = row.payload_sha256 === '' || row.provider !== request.provider;
  if (unsealed) await dropLeavers(trx, batch);
  const recipients = await recipientsOf(trx, batch);
  const seal = unsealed ? request.seal(batch, recipients) : batch.seal;
  await trx
    .updateTable('batches')
    .set(eb => ({
      state: 'submitting',
      owner: request.owner,
      lease_until: request.now + request.leaseMs,
      attempts: eb('attempts', '+', 1),
      provider: request.provider,
      suppressed: batch.lastSeq - batch.firstSeq + 1 - recipients.length,
      idempotency_key: seal.idempotencyKey,
      payload_sha256: seal.payloadSha256,
      signing_key: seal.signingKey,
      ...(unsealed && { sealed_at: request.now }),
      // Set before the post, because a kill during the post is an unclear answer too.
      unclear_since: eb.fn.coalesce('unclear_since', eb.val(request.now)),
    }))
    .where('issue_id', '=', batch.issueId)
    .where('n', '=', batch.n)
    .execute();
  return {
    ...batch,
    attempts: batch.attempts + 1,
    provider: request.provider,
    seal,
    owner: request.owner,
    recipients,
  };
}

function nextOpen(trx: Trx, skipLocked: boolean, request: ClaimRequest) {
  return (
    trx
      .selectFrom('batches')
      .innerJoin('issues', 'issues.id', 'batches.issue_id')
      .selectAll('batches')
      .select('issues.week')
      .where('batches.issue_id', '=', request.issueId)
      .where('issues.state', '=', 'sending')
      .where(OPEN)
      .where('batches.due_at', '<=', request.now)
      .where('batches.not_before', '<=', request.now)
      .where(eb => eb.or([eb('batches.state', '=', 'pending'), eb('batches.lease_until', '<=', request.now)]))
      // Once an answer was unclear, only the mailer that gave it may be asked again.
      .where(eb =>
        eb.or([
          eb('batches.provider', 'in', ['', request.provider]),
          eb('batches.unclear_since', 'is', null),
        ]),
      )
      .$if(request.onlyBound, query =>
        query.where('batches.provider', '=', request.provider).where('batches.unclear_since', 'is not', null),
      )
      .orderBy('batches.n')
      .limit(1)
      .$if(skipLocked, query => query.forUpdate('batches').skipLocked())
      .executeTakeFirst()
  );
}

/** Those who left or were suppressed since the freeze; the reason stays with the delivery. */
async function dropLeavers(trx: Trx, batch: Batch): Promise<void> {
  await sql`
    update deliveries set status = ${SUPPRESSED}, reason = (
      select case when s.suppressed_at is not null then 'suppressed' else s.state end
      from subscribers s where s.id = deliveries.subscriber_id)
    where issue_id = ${batch.issueId} and seq between ${batch.firstSeq} and ${batch.lastSeq} and status = 0
      and subscriber_id in (
        select d.subscriber_id from deliveries d join subscribers s on s.id = d.subscriber_id
        where d.issue_id = ${batch.issueId} and d.seq between ${batch.firstSeq} and ${batch.lastSeq}
          and (s.state <> 'confirmed' or s.suppressed_at is not null))`.execute(trx);
}

async function recipientsOf(trx: Trx, batch: Batch): Promise<Recipient[]> {
  const rows = await trx
    .selectFrom('deliveries')
    .select(['seq', 'subscriber_id', 'email', 'name', 'variant'])
    .where('issue_id', '=', batch.issueId)
    .where('seq', '>=', batch.firstSeq)
    .where('seq', '<=', batch.lastSeq)
    .where('status', '=', 0)
    .orderBy('seq')
    .execute();
  return rows.map(({ seq, subscriber_id, email, name, variant }) => ({
    seq,
    subscriberId: subscriber_id,
    email,
    name,
    variant,
  }));
}

function toBatch(row: Row, week: string): Batch {
  return {
    issueId: row.issue_id,
    week,
    n: row.n,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    attempts: row.attempts,
    provider: row.provider,
    seal: {
      idempotencyKey: row.idempotency_key,
      payloadSha256: row.payload_sha256,
      signingKey: row.signing_key,
    },
    unclearSince: row.unclear_since,
  };
}
