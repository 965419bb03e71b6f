import type { Issue } from '../issue/issue.ts';
import { frozenContent } from '../storage/issue/frozen-content.ts';
import { talliesOf } from '../storage/vote/ballots.ts';
import { isVoteClosed } from '../storage/vote/votes.ts';
import { standing, type VoteStanding } from '../vote/standing.ts';
import { NO_BALLOTS } from '../vote/tally.ts';
import type { Newsroom } from './newsroom.ts';

/** How the readers' votes of one issue stand. */
export interface VoteStandings {
  /** Epoch ms. */
  readonly closesAt: number;
  readonly isClosed: boolean;
  /** One a pairing; told only once the vote is closed, so that nobody votes with the crowd. */
  readonly standings: readonly VoteStanding[];
}

/** Null before the freeze: nobody has been asked. */
export async function voteStandings(room: Newsroom, issue: Issue): Promise<VoteStandings | null> {
  const content = await frozenContent(room.store, issue.id);
  const { voteClosesAt: closesAt } = issue;
  if (content === null || closesAt === null) return null;
  const isClosed = await isVoteClosed(room.store, issue.id, room.now());
  const tallies = await talliesOf(room.store, issue.id);
  const standings = content.pairings.map(pairing =>
    standing(pairing, {
      week: issue.week,
      counts: tallies.get(pairing.position) ?? NO_BALLOTS,
      closesAt,
      closed: isClosed,
      hidden: !isClosed,
      words: room.settings.style.words,
    }),
  );
  return { closesAt, isClosed, standings };
}
