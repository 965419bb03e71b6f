import type { Newsroom } from '../../newsroom/newsroom.ts';
import { pairKey } from '../../pairing/pairing.ts';
import { tallyAt } from '../../storage/vote/ballots.ts';
import { votedPairing } from '../../storage/vote/votes.ts';
import { standing, type VoteStanding } from '../../vote/standing.ts';
import { frozenPairing } from './open-vote.ts';

/**
 * How the readers' vote on two tools stands, for pages that anybody may read: hidden while it is open, so that nobody
 * votes with the crowd.
 * @param a, b slugs in any order; the standing has the issue's
 * @returns null when no issue has asked about them
 */
export async function standingOf(room: Newsroom, a: string, b: string): Promise<VoteStanding | null> {
  const voted = await votedPairing(room.store, pairKey(a, b), room.now());
  const pairing = voted && (await frozenPairing(room, voted.issueId, voted.position));
  if (!voted || !pairing) return null;
  const { week, closesAt, isClosed } = voted;
  return standing(pairing, {
    week,
    counts: await tallyAt(room.store, voted.issueId, voted.position),
    closesAt,
    closed: isClosed,
    hidden: !isClosed,
    words: room.settings.style.words,
  });
}
