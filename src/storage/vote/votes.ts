import type { Selectable } from 'kysely';
import type { BallotKey } from '../../vote/ballot.ts';
import { issueSubject, outgoing } from '../../webhooks/outgoing-event.ts';
import type { Store } from '../database.ts';
import type { IssueTable } from '../issue/issue-tables.ts';
import { changePages } from '../issue/pages-version.ts';
import { inTransaction } from '../transaction.ts';
import { announce } from '../webhooks/outgoing-events.ts';

/** The vote a reader may take part in, as a page needs it. */
export interface OpenedVote {
  readonly issueId: number;
  readonly week: string;
  /** Epoch ms, both. */
  readonly opensAt: number;
  readonly closesAt: number;
  readonly isClosed: boolean;
}

/** @returns null for who did not get the issue, was erased, or asks about a pairing that it does not have */
export async function findVote(store: Store, key: BallotKey, now: number): Promise<OpenedVote | null> {
  const vote = await store.db
    .selectFrom('issues as i')
    .innerJoin('pairings as p', 'p.issue_id', 'i.id')
    .innerJoin('deliveries as d', 'd.issue_id', 'i.id')
    .innerJoin('subscribers as s', 's.id', 'd.subscriber_id')
    .select(['i.id', 'i.week', 'i.frozen_at', 'i.vote_closes_at', 'i.vote_closed'])
    .where('i.id', '=', key.issueId)
    .where('p.position', '=', key.position)
    .where('d.subscriber_id', '=', key.subscriberId)
    .where('s.state', '<>', 'erased')
    .executeTakeFirst();
  return vote ? toVote(vote, now) : null;
}

/** Whether the vote of an issue takes no ballot any more; false for one that nobody was asked. */
export async function isVoteClosed(store: Store, issueId: number, now: number): Promise<boolean> {
  const row = await store.db
    .selectFrom('issues')
    .select(['id', 'week', 'frozen_at', 'vote_closes_at', 'vote_closed'])
    .where('id', '=', issueId)
    .executeTakeFirst();
  return (row && toVote(row, now)?.isClosed) ?? false;
}

/** Null before the freeze. */
function toVote(
  row: Pick<Selectable<IssueTable>, 'id' | 'week' | 'frozen_at' | 'vote_closes_at' | 'vote_closed'>,
  now: number,
): OpenedVote | null {
  if (row.vote_closes_at === null) return null;
  const isClosed = row.vote_closed === 1 || row.vote_closes_at <= now;
  const closesAt = row.vote_closes_at;
  return { issueId: row.id, week: row.week, opensAt: row.frozen_at ?? closesAt, closesAt, isClosed };
}

/** The newest issue that went out with this pairing, whichever tool stood left. @returns null when none did */
export async function votedPairing(
  store: Store,
  pairKey: string,
  now: number,
): Promise<(OpenedVote & { readonly position: number }) | null> {
  const row = await store.db
    .selectFrom('pairings as p')
    .innerJoin('issues as i', 'i.id', 'p.issue_id')
    .select(['p.issue_id', 'p.position', 'i.week', 'i.frozen_at', 'i.vote_closes_at', 'i.vote_closed'])
    .where('p.pair_key', '=', pairKey)
    .where('i.vote_closes_at', 'is not', null)
    .orderBy('i.week', 'desc')
    .executeTakeFirst();
  const vote = row && toVote({ ...row, id: row.issue_id }, now);
  return vote ? { ...vote, position: row.position } : null;
}

/** Ends for good the votes that are over as an issue is picked which may tell how they went: see IssueStore.insertPicked. */
export async function closeVotes(store: Store, picked: { readonly createdAt: number }): Promise<void> {
  const closed = await store.db
    .updateTable('issues')
    .set({ vote_closed: 1 })
    .where('vote_closed', '=', 0)
    .where('vote_closes_at', '<=', picked.createdAt)
    .returning(['week', 'number'])
    .execute();
  await changePages(store);
  await announce(
    store,
    closed.map(({ week, number }) =>
      outgoing('vote.closed', issueSubject(week), picked.createdAt, { week, number }),
    ),
  );
}

/** The same where nothing is picked: a vote whose time is over is told of as closed then, not with the next issue. */
export async function closeDueVotes(store: Store, now: number): Promise<void> {
  const due = await store.db
    .selectFrom('issues')
    .select('id')
    .where('vote_closed', '=', 0)
    .where('vote_closes_at', '<=', now)
    .executeTakeFirst();
  if (due) await inTransaction(store, trx => closeVotes(trx, { createdAt: now }));
}
