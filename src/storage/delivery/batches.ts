import { sql } from 'kysely';
import type { BatchStore } from '../../delivery/batch.ts';
import type { BatchState, BatchTally } from '../../delivery/ledger.ts';
import type { Store } from '../database.ts';
import { unsynced } from '../unsynced.ts';
import { defer, keepSubmitting, markUncertain, putBack, renew, split, unseal } from './batch-outcomes.ts';
import { claims } from './claims.ts';
import { countDue, hasOpenFor, nextDue } from './due-batches.ts';
import { handovers } from './handovers.ts';
import { isRenewedSince } from './late-refusals.ts';
import { refusalTally } from './refusals.ts';
import { settlements } from './settlements.ts';
import { shareCommit } from './shared-commits.ts';

/** The batches of the ledger, on either database. */
export function batchStore(store: Store): BatchStore {
  const [claim, settle, handOver] = [claims(store), settlements(store), handovers(store)];
  const shares = store.dialect === 'sqlite';
  return {
    // Of what was not handed over nothing can have been taken, and the handover's own commit makes its claim last.
    claim: request =>
      shares || request.tellsHandover
        ? shareCommit(store, { lasting: !request.tellsHandover, work: ({ db }) => claim(db, request) })
        : store.db.transaction().execute(trx => claim(trx, request)),
    handOver: (batch, now) =>
      shares
        ? shareCommit(store, { lasting: true, work: within => handOver(within, batch, now) })
        : handOver(store, batch, now),
    renew: (batch, options) => renew(store, batch, options),
    // A yes that a power cut takes back is given again: the key is the same, and the claim before it was kept for good.
    settle: (batch, acceptance, now) => {
      const work = (within: Store) => settle(within, batch, acceptance, now);
      if (shares) return shareCommit(store, { lasting: false, work });
      const isOneRow = acceptance.rejected.length === 0 && !acceptance.later?.length;
      return !isOneRow ? unsynced(store, work) : work(store);
    },
    putBack: (batch, options) => putBack(store, batch, options),
    defer: (batch, options) => defer(store, batch, options),
    keepSubmitting: (batch, options) => keepSubmitting(store, batch, options),
    markUncertain: (batch, options) => markUncertain(store, batch, options),
    unseal: (batch, reason) => unseal(store, batch, reason),
    split: (batch, reason) =>
      store.db.transaction().execute(db => split({ db, dialect: store.dialect }, batch, reason)),
    nextDue: (issueId, now) => nextDue(store, issueId, now),
    countDue: (issueId, limit) => countDue(store, issueId, limit),
    hasOpenFor: (issueId, providers) => hasOpenFor(store, issueId, providers),
    refusals: issueId => refusalTally(store, issueId),
    isRenewedSince: batch => isRenewedSince(store, batch),
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
