import type { Selectable } from 'kysely';
import type { BallotKey, Choice } from '../../vote/ballot.ts';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import type { BallotTable } from './vote-tables.ts';

const HOUR_MS = 3_600_000;
/** Changes of mind on one ballot within an hour. */
const MOST_CHANGES = 10;
/** Ballots and changes from one network within an hour. */
const MOST_FROM_NETWORK = 60;

export interface NewBallot extends BallotKey {
  readonly choice: Choice;
  /** Keyed hash; '' when unknown, which is never limited. */
  readonly network: string;
  /** Epoch ms; asked once nothing can close the vote under the ballot any more. */
  readonly now: () => number;
}

/** `same`: it stands as it stood, nothing was written. `unknown`: nobody who got this issue, or no such pairing. */
export type CastResult = 'cast' | 'changed' | 'same' | 'closed' | 'too_often' | 'too_many' | 'unknown';

/** Puts a ballot in, or changes the reader's one: several at the same time end as one. */
export function castBallot(store: Store, ballot: NewBallot): Promise<CastResult> {
  return inTransaction(store, async trx => {
    const vote = await holdVote(trx, ballot);
    if (!vote) return 'unknown';
    const known = await knownBallot(trx, ballot);
    const now = ballot.now();
    if (vote.vote_closed === 1 || vote.vote_closes_at === null || vote.vote_closes_at <= now) return 'closed';
    if (known?.choice === ballot.choice) return 'same';
    if (known && hasChangedTooOften(known, now)) return 'too_often';
    if (await isNetworkBusy(trx, ballot.network, now)) return 'too_many';
    await write(trx, ballot, known, now);
    return known ? 'changed' : 'cast';
  });
}

/**
 * The vote, if it is this reader's to vote in. Until the transaction ends nobody closes it, erases the reader or casts
 * another ballot of theirs: on Postgres by row locks, on SQLite because there is one writer.
 */
async function holdVote(store: Store, { issueId, position, subscriberId }: BallotKey) {
  const locks = store.dialect === 'postgres';
  const vote = await store.db
    .selectFrom('issues')
    .select(['vote_closes_at', 'vote_closed'])
    .where('id', '=', issueId)
    .$if(locks, query => query.forShare())
    .executeTakeFirst();
  const reader = await store.db
    .selectFrom('subscribers')
    .select('state')
    .where('id', '=', subscriberId)
    .$if(locks, query => query.forUpdate())
    .executeTakeFirst();
  if (!vote || !reader || reader.state === 'erased') return null;
  const asked = await store.db
    .selectFrom('deliveries as d')
    .innerJoin('pairings as p', 'p.issue_id', 'd.issue_id')
    .select('d.seq')
    .where('d.issue_id', '=', issueId)
    .where('d.subscriber_id', '=', subscriberId)
    .where('p.position', '=', position)
    .executeTakeFirst();
  return asked ? vote : null;
}

function knownBallot(store: Store, { issueId, position, subscriberId }: BallotKey) {
  return store.db
    .selectFrom('ballots')
    .selectAll()
    .where('issue_id', '=', issueId)
    .where('position', '=', position)
    .where('subscriber_id', '=', subscriberId)
    .executeTakeFirst();
}

type Known = Selectable<BallotTable>;

function hasChangedTooOften(known: Known, now: number): boolean {
  if (known.window_at <= now - HOUR_MS) return false;
  const changes = known.window_at === known.cast_at ? known.writes - 1 : known.writes;
  return changes >= MOST_CHANGES;
}

async function isNetworkBusy(store: Store, network: string, now: number): Promise<boolean> {
  if (network === '') return false;
  const { writes } = await store.db
    .selectFrom('ballots')
    .select(eb => eb.fn.sum<number | null>('writes').as('writes'))
    .where('network', '=', network)
    .where('window_at', '>', now - HOUR_MS)
    .executeTakeFirstOrThrow();
  return Number(writes ?? 0) >= MOST_FROM_NETWORK;
}

async function write(store: Store, ballot: NewBallot, known: Known | undefined, now: number): Promise<void> {
  const { issueId, position, subscriberId, choice, network } = ballot;
  if (!known) {
    await store.db
      .insertInto('ballots')
      .values({
        issue_id: issueId,
        position,
        subscriber_id: subscriberId,
        choice,
        cast_at: now,
        changed_at: now,
        network,
        window_at: now,
      })
      .execute();
    return;
  }
  const isNewHour = known.window_at <= now - HOUR_MS;
  await store.db
    .updateTable('ballots')
    .set({
      choice,
      changed_at: now,
      revision: known.revision + 1,
      network,
      window_at: isNewHour ? now : known.window_at,
      writes: isNewHour ? 1 : known.writes + 1,
    })
    .where('issue_id', '=', issueId)
    .where('position', '=', position)
    .where('subscriber_id', '=', subscriberId)
    .execute();
}
