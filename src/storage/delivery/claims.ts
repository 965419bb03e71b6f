import { type Kysely, sql } from 'kysely';
import { unclearSinceOf } from '../../delivery/ahead.ts';
import type { Batch, BatchStore, ClaimedBatch } from '../../delivery/batch.ts';
import { type Store, skipsLocked } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { dropLeavers, membersOf, toRecipient } from './batch-members.ts';
import { cutToSize } from './cut-batch.ts';
import { isFree, OPEN } from './due-batches.ts';

type Db = Kysely<Schema>;
type ClaimRequest = Parameters<BatchStore['claim']>[0];
type Claim = (db: Db, request: ClaimRequest) => Promise<ClaimedBatch | null>;

/** As BatchStore.claim; what it returns is run within a transaction. */
export function claims(store: Store): Claim {
  const next = { any: nextOpen(store, false), bound: nextOpen(store, true) };
  const [members, take] = [membersOf(store), takeOver(store)];
  return async (db, request) => {
    const { issueId, provider, now } = request;
    const find = request.onlyBound ? next.bound : next.any;
    const [row] = (await find(db, { issueId, provider, now })).rows;
    if (!row) return null;
    const { isSealed, ...found } = toBatch(row, issueId, now);
    // A seal holds for one mailer's form of the payload. Another one gets the batch only while nothing of it was ever
    // taken (nextOpen), so it is sealed anew, for those who are still there.
    const unsealed = !isSealed || found.provider !== provider;
    const whole = { ...found, generation: found.generation + (unsealed && isSealed ? 1 : 0) };
    const batch = unsealed
      ? await cutToSize({ db, dialect: store.dialect }, whole, {
          most: request.maxBatch(whole),
          anew: isSealed,
        })
      : whole;
    let rows = (await members(db, batch)).rows;
    if (unsealed && rows.some(member => member.left !== 0)) {
      await dropLeavers(db, batch);
      rows = (await members(db, batch)).rows;
    }
    const recipients = rows.map(toRecipient);
    const seal = unsealed ? request.seal(batch, recipients) : batch.seal;
    // An attempt that may be a repeat is told what the first one was.
    const sealedAt = unsealed ? now : (row.sealed_at ?? now);
    const renewals = unsealed || batch.unclearSince === null ? row.renewals_now : row.renewals;
    await take(db, {
      issueId,
      n: batch.n,
      owner: request.owner,
      leaseUntil: now + request.leaseMs,
      now,
      provider,
      account: batch.unclearSince === null ? request.account : batch.account,
      generation: batch.generation,
      suppressed: batch.lastSeq - batch.firstSeq + 1 - recipients.length,
      ...seal,
      sealedAt,
      renewals,
      // Set before the post, because a kill during the post is an unclear answer too.
      unclearSince: batch.unclearSince ?? (request.tellsHandover ? null : now),
    });
    const { owner } = request;
    return {
      ...batch,
      attempts: batch.attempts + 1,
      provider,
      seal,
      owner,
      sealedAt,
      recipients,
      renewals,
    };
  };
}

/** Written out, as OPEN is: SQLite would plan the statement anew every time these are bound. */
const ONE = sql<number>`1`;

function nextOpen(store: Store, onlyBound: boolean) {
  return prepared<Pick<ClaimRequest, 'issueId' | 'provider' | 'now'>, BatchRow>(blank =>
    store.db
      .selectFrom('batches')
      .innerJoin('issues', 'issues.id', 'batches.issue_id')
      .select(['batches.n', 'batches.first_seq', 'batches.last_seq', 'batches.attempts', 'batches.provider'])
      .select(['batches.account', 'batches.generation', 'batches.is_piece'])
      .select(['batches.idempotency_key', 'batches.payload_sha256', 'batches.signing_key'])
      .select(['batches.sealed_at', 'batches.unclear_since', 'batches.touched_at', 'issues.week'])
      .select(['batches.deferred_since', 'batches.deferrals', 'batches.reason', 'batches.renewals'])
      .select('issues.renewals as renewals_now')
      .where('batches.issue_id', '=', blank('issueId'))
      .where('issues.state', '=', 'sending')
      .where(OPEN)
      .where('batches.due_at', '<=', blank('now'))
      .where(isFree(blank('now')))
      // Once an answer was unclear, only the mailer that gave it may be asked again.
      .where(eb =>
        eb.or([
          eb('batches.provider', '=', ''),
          eb('batches.provider', '=', blank('provider')),
          eb('batches.unclear_since', 'is', null),
        ]),
      )
      .$if(onlyBound, query =>
        query
          .where('batches.provider', '=', blank('provider'))
          .where('batches.unclear_since', 'is not', null),
      )
      .orderBy('batches.n')
      .limit(ONE)
      .$if(skipsLocked(store), query => query.forUpdate('batches').skipLocked()),
  );
}

interface BatchRow {
  readonly n: number;
  readonly first_seq: number;
  readonly last_seq: number;
  readonly attempts: number;
  readonly provider: string;
  readonly account: string;
  readonly generation: number;
  readonly is_piece: number;
  readonly idempotency_key: string;
  readonly payload_sha256: string;
  readonly signing_key: string;
  readonly sealed_at: number | null;
  readonly unclear_since: number | null;
  readonly touched_at: number;
  readonly deferred_since: number | null;
  readonly deferrals: number | null;
  readonly reason: string;
  readonly renewals: number;
  readonly renewals_now: number;
  readonly week: string;
}

function toBatch(row: BatchRow, issueId: number, now: number): Batch & { readonly isSealed: boolean } {
  return {
    issueId,
    week: row.week,
    n: row.n,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    attempts: row.attempts,
    provider: row.provider,
    account: row.account,
    generation: row.generation,
    isPiece: row.is_piece === 1,
    seal: {
      idempotencyKey: row.idempotency_key,
      payloadSha256: row.payload_sha256,
      signingKey: row.signing_key,
    },
    unclearSince: unclearSinceOf(row.unclear_since, row.touched_at, now),
    deferredSince: row.deferred_since,
    deferrals: row.deferrals ?? 0,
    reason: row.reason,
    isSealed: row.payload_sha256 !== '',
  };
}

function takeOver(store: Store) {
  return prepared<{
    issueId: number;
    n: number;
    owner: string;
    leaseUntil: number;
    now: number;
    provider: string;
    account: string;
    generation: number;
    suppressed: number;
    idempotencyKey: string;
    payloadSha256: string;
    signingKey: string;
    sealedAt: number | null;
    renewals: number;
    unclearSince: number | null;
  }>(blank =>
    store.db
      .updateTable('batches')
      .set(eb => ({
        state: 'submitting',
        owner: blank('owner'),
        lease_until: blank('leaseUntil'),
        touched_at: blank('now'),
        attempts: eb('attempts', '+', 1),
        provider: blank('provider'),
        account: blank('account'),
        generation: blank('generation'),
        suppressed: blank('suppressed'),
        idempotency_key: blank('idempotencyKey'),
        payload_sha256: blank('payloadSha256'),
        signing_key: blank('signingKey'),
        sealed_at: blank('sealedAt'),
        renewals: blank('renewals'),
        unclear_since: blank('unclearSince'),
      }))
      .where('issue_id', '=', blank('issueId'))
      .where('n', '=', blank('n')),
  );
}
