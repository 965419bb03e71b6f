import type { Community } from '../../issue/community.ts';
import type { VoteCounts } from '../../issue/vote-outcome.ts';
import type { BallotKey, Choice } from '../../vote/ballot.ts';
import { mirrored, NO_BALLOTS, shareFor, tallyOf, together } from '../../vote/tally.ts';
import type { Store } from '../database.ts';

/** All ballots of an issue by the position of the pairing, from one query; positions without any are not in it. */
export async function talliesOf(store: Store, issueId: number): Promise<Map<number, VoteCounts>> {
  const rows = await store.db
    .selectFrom('ballots')
    .select(eb => ['position', 'choice', eb.fn.countAll<number>().as('count')])
    .where('issue_id', '=', issueId)
    .groupBy(['position', 'choice'])
    .execute();
  const groups = Map.groupBy(rows, row => row.position);
  return new Map(
    [...groups].map(([position, group]) => [
      position,
      tallyOf(group.map(({ choice, count }) => ({ choice: choice as Choice, count: Number(count) }))),
    ]),
  );
}

/** The ballots on one pairing of one issue. */
export async function tallyAt(store: Store, issueId: number, position: number): Promise<VoteCounts> {
  const rows = await store.db
    .selectFrom('ballots')
    .select(eb => ['choice', eb.fn.countAll<number>().as('count')])
    .where('issue_id', '=', issueId)
    .where('position', '=', position)
    .groupBy('choice')
    .execute();
  return tallyOf(rows.map(({ choice, count }) => ({ choice: choice as Choice, count: Number(count) })));
}

/**
 * What readers said of each tool in every vote that had closed by then, over all its pairings.
 * @param slugs of the tools; those without a ballot are missing in the answer
 * @param closedBy epoch ms
 */
export async function communityOf(
  store: Store,
  slugs: readonly string[],
  closedBy: number,
): Promise<Map<string, Community>> {
  if (slugs.length === 0) return new Map();
  const rows = await store.db
    .selectFrom('pairings as p')
    .innerJoin('issues as i', 'i.id', 'p.issue_id')
    .innerJoin('ballots as b', join =>
      join.onRef('b.issue_id', '=', 'p.issue_id').onRef('b.position', '=', 'p.position'),
    )
    .select(eb => ['p.a', 'p.b', 'b.choice', eb.fn.countAll<number>().as('count')])
    .where('i.vote_closes_at', '<=', closedBy)
    .where(eb => eb.or([eb('p.a', 'in', slugs), eb('p.b', 'in', slugs)]))
    .groupBy(['p.a', 'p.b', 'b.choice'])
    .execute();
  const community = new Map<string, Community>();
  for (const row of rows) {
    const counts = tallyOf([{ choice: row.choice as Choice, count: Number(row.count) }]);
    const sides = [
      [row.a, counts],
      [row.b, mirrored(counts)],
    ] as const;
    for (const [slug, seen] of sides) {
      if (!slugs.includes(slug)) continue;
      community.set(slug, together(community.get(slug) ?? shareFor(NO_BALLOTS, 'a'), shareFor(seen, 'a')));
    }
  }
  return community;
}

/** What a reader has chosen so far in an issue, by the position of the pairing. */
export async function choicesOf(
  store: Store,
  { issueId, subscriberId }: Omit<BallotKey, 'position'>,
): Promise<Map<number, Choice>> {
  const rows = await store.db
    .selectFrom('ballots')
    .select(['position', 'choice'])
    .where('issue_id', '=', issueId)
    .where('subscriber_id', '=', subscriberId)
    .execute();
  return new Map(rows.map(({ position, choice }) => [position, choice as Choice]));
}

/** One ballot as its reader may read it. Times are epoch milliseconds. */
export interface CastBallot {
  /** ISO week of the issue. */
  readonly week: string;
  readonly position: number;
  /** The tools' slugs. */
  readonly a: string;
  readonly b: string;
  readonly choice: Choice;
  readonly castAt: number;
  readonly changedAt: number;
  /** How often the reader chose, the first time included. */
  readonly revision: number;
}

/** Every ballot of one reader, oldest issue first. */
export async function ballotsOf(store: Store, subscriberId: number): Promise<CastBallot[]> {
  const rows = await store.db
    .selectFrom('ballots as b')
    .innerJoin('issues as i', 'i.id', 'b.issue_id')
    .innerJoin('pairings as p', join =>
      join.onRef('p.issue_id', '=', 'b.issue_id').onRef('p.position', '=', 'b.position'),
    )
    .select(['i.week', 'b.position', 'p.a', 'p.b', 'b.choice', 'b.cast_at', 'b.changed_at', 'b.revision'])
    .where('b.subscriber_id', '=', subscriberId)
    .orderBy('i.week')
    .orderBy('b.position')
    .execute();
  return rows.map(({ cast_at, changed_at, choice, ...row }) => ({
    ...row,
    choice: choice as Choice,
    castAt: cast_at,
    changedAt: changed_at,
  }));
}

/** Makes a reader's ballots nobody's: they stay in every count (docs/decisions/096). */
export async function disownBallots(store: Store, subscriberId: number): Promise<void> {
  await store.db
    .updateTable('ballots')
    .set({ subscriber_id: null, network: '' })
    .where('subscriber_id', '=', subscriberId)
    .execute();
}
