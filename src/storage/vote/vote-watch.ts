import { sql } from 'kysely';
import { isLargeShare, type Oddity, type VoteFacts } from '../../vote/oddity.ts';
import { issueSubject, outgoing, withoutAddresses } from '../../webhooks/outgoing-event.ts';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { announce } from '../webhooks/outgoing-events.ts';

const BUCKET_MS = 5 * 60_000;
/** The mails of a send are read, and voted on, in a rush of a day, and of a little more around the Earth. */
const RUSH_MS = 26 * 3_600_000;

export interface WatchedVote {
  readonly issueId: number;
  readonly week: string;
  readonly frozenAt: number;
}

/** Votes with a ballot that came or changed since then. */
export async function votesWithNews(store: Store, since: number): Promise<WatchedVote[]> {
  const rows = await store.db
    .selectFrom('issues as i')
    .select(['i.id', 'i.week', 'i.frozen_at'])
    .where('i.vote_closes_at', '>', since)
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('ballots as b')
          .select('b.choice')
          .whereRef('b.issue_id', '=', 'i.id')
          .where('b.changed_at', '>', since),
      ),
    )
    .orderBy('i.week')
    .execute();
  return rows.map(row => ({ issueId: row.id, week: row.week, frozenAt: row.frozen_at ?? 0 }));
}

/** What there is to judge of one pairing's ballots. */
export async function voteFacts(store: Store, vote: WatchedVote, position: number): Promise<VoteFacts> {
  const { issueId } = vote;
  const mine = sql`b.issue_id = ${issueId} and b.position = ${position}`;
  const count = async (what: ReturnType<typeof sql>) =>
    (await sql<{ key: string; ballots: number }>`${what}`.execute(store.db)).rows.map(row => ({
      ...row,
      ballots: Number(row.ballots),
    }));
  const [all] = await count(sql`select '' as key, count(*) as ballots from ballots b where ${mine}`);
  const [network] = await count(sql`select network as key, count(*) as ballots from ballots b
    where ${mine} and b.network <> '' group by network order by ballots desc limit 1`);
  const ballots = all?.ballots ?? 0;
  // Three can have more than 30% each.
  const top = await count(sql`select ${domainOf(store)} as key, count(*) as ballots from ballots b
    join subscribers s on s.id = b.subscriber_id where ${mine} group by 1 order by ballots desc limit 3`);
  const domains = [];
  for (const { key: domain, ballots: theirs } of top) {
    if (!isLargeShare(theirs, ballots)) continue;
    domains.push({ domain, ballots: theirs, audienceShare: await audienceShare(store, issueId, domain) });
  }
  return {
    ballots,
    topNetwork: network?.ballots ?? 0,
    domains,
    burst: await burst(store, vote, position),
  };
}

async function burst(store: Store, vote: WatchedVote, position: number): Promise<VoteFacts['burst']> {
  const after = vote.frozenAt + RUSH_MS;
  const { rows } = await sql<{ bucket: number; ballots: number }>`
    select cast_at / ${sql.lit(BUCKET_MS)} as bucket, count(*) as ballots from ballots
    where issue_id = ${vote.issueId} and position = ${position} and cast_at > ${after}
    group by 1 order by ballots desc, bucket limit 1`.execute(store.db);
  const [top] = rows;
  if (!top) return null;
  const at = Number(top.bucket) * BUCKET_MS;
  const { before } = await store.db
    .selectFrom('ballots')
    .select(eb => eb.fn.countAll<number>().as('before'))
    .where('issue_id', '=', vote.issueId)
    .where('position', '=', position)
    .where('cast_at', '<', at)
    .executeTakeFirstOrThrow();
  const usual = Number(before) / Math.max(1, (at - vote.frozenAt) / BUCKET_MS);
  return { at, ballots: Number(top.ballots), usual };
}

/** Asked once a process and domain: an audience never changes, and counting a million rows takes its time. */
const shares = new WeakMap<Store['db'], Map<string, number>>();

async function audienceShare(store: Store, issueId: number, domain: string): Promise<number> {
  const known = shares.get(store.db) ?? new Map<string, number>();
  shares.set(store.db, known);
  const key = `${issueId} ${domain}`;
  const share = known.get(key) ?? (await countShare(store, issueId, domain));
  known.set(key, share);
  return share;
}

async function countShare(store: Store, issueId: number, domain: string): Promise<number> {
  const { rows } = await sql<{ theirs: number; everybody: number }>`
    select count(case when ${domainOf(store)} = ${domain} then 1 end) as theirs, count(*) as everybody
    from deliveries s where s.issue_id = ${issueId}`.execute(store.db);
  const [row] = rows;
  return row && Number(row.everybody) > 0 ? Number(row.theirs) / Number(row.everybody) : 0;
}

/** Of the address in column `s.email`; '' for who was erased. */
function domainOf(store: Store) {
  return store.dialect === 'postgres'
    ? sql`lower(split_part(s.email, '@', 2))`
    : sql`case when s.email = '' then '' else lower(substr(s.email, instr(s.email, '@') + 1)) end`;
}

/** @returns false when it stood there already: somebody else told the editors */
export async function flagVote(
  store: Store,
  flag: Oddity & {
    readonly issueId: number;
    readonly week: string;
    readonly position: number;
    readonly at: number;
  },
): Promise<boolean> {
  const { issueId, week, position, kind, at, detail } = flag;
  return inTransaction(store, async trx => {
    const inserted = await trx.db
      .insertInto('vote_flags')
      .values({ issue_id: issueId, position, kind, at, detail })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirst();
    if ((inserted.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
    const told = { about: 'vote', level: 'warn', week, detail: withoutAddresses(detail) } as const;
    await announce(trx, [outgoing('alarm', issueSubject(week), at, told)]);
    return true;
  });
}

/** What was flagged about an issue's vote, in the order of its pairings. */
export async function flagsOf(
  store: Store,
  issueId: number,
): Promise<{ readonly position: number; readonly kind: string; readonly detail: string }[]> {
  return store.db
    .selectFrom('vote_flags')
    .select(['position', 'kind', 'detail'])
    .where('issue_id', '=', issueId)
    .orderBy('position')
    .orderBy('at')
    .orderBy('kind')
    .execute();
}

/** Networks of votes that closed before then have done their work and go. */
export function forgetNetworks(store: Store, closedBefore: number): Promise<void> {
  return inTransaction(store, async trx => {
    await trx.db
      .updateTable('ballots')
      .set({ network: '' })
      .where('network', '<>', '')
      .where('issue_id', 'in', eb =>
        eb.selectFrom('issues').select('id').where('vote_closes_at', '<', closedBefore),
      )
      .execute();
  });
}
