import type { Community } from '../issue/community.ts';
import type { Issue } from '../issue/issue.ts';
import type { LastVote } from '../issue/last-week.ts';
import { frozenContent } from '../storage/issue/frozen-content.ts';
import { communityOf, tallyAt } from '../storage/vote/ballots.ts';
import { flagsOf } from '../storage/vote/vote-watch.ts';
import type { Newsroom } from './newsroom.ts';

/**
 * The vote on the leading pairing of the last issue that had been sent, and whose vote had closed, when this one was
 * picked. Both are for good by then, so the answer never changes and no ballot can void an approval
 * (docs/decisions/095). Skipped, held and aborted weeks are passed over. Null when there is no such issue.
 */
export async function lastVoteOf(room: Newsroom, issue: Issue): Promise<LastVote | null> {
  const previous = await lastVotedOn(room, issue);
  const lead = previous && (await frozenContent(room.store, previous.id))?.pairings[0];
  if (!previous || !lead) return null;
  return {
    week: previous.week,
    a: lead.a.name,
    b: lead.b.name,
    counts: await tallyAt(room.store, previous.id, lead.position),
    panel: lead.lead,
  };
}

/** What was odd about that vote, in sentences. */
export async function lastVoteFlags(room: Newsroom, issue: Issue): Promise<string[]> {
  const previous = await lastVotedOn(room, issue);
  const flags = previous ? await flagsOf(room.store, previous.id) : [];
  return flags.filter(flag => flag.position === LEAD).map(flag => flag.detail);
}

/** What readers said of the issue's tools in all votes that had closed when it was picked. */
export function communityFor(room: Newsroom, issue: Issue): Promise<Map<string, Community>> {
  const slugs = issue.pick.pairings.flatMap(({ a, b }) => [a, b]);
  return communityOf(room.store, slugs, issue.createdAt);
}

const LEAD = 1;

async function lastVotedOn(room: Newsroom, issue: Issue): Promise<Issue | undefined> {
  const issues = await room.issues.all();
  return issues.filter(other => other.week < issue.week && isOver(other, issue.createdAt)).at(-1);
}

function isOver(issue: Issue, at: number): boolean {
  return (
    issue.state === 'sent' &&
    (issue.settledAt ?? at) <= at &&
    issue.voteClosesAt !== null &&
    issue.voteClosesAt <= at
  );
}
