import { readToken } from '../../audience/token.ts';
import type { IssueContent, PairingContent } from '../../issue/content.ts';
import { freezeInstant } from '../../issue/cron-slot.ts';
import { voteClose } from '../../issue/vote-close.ts';
import type { VoteCounts } from '../../issue/vote-outcome.ts';
import { draftIssue } from '../../newsroom/draft.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { frozenContent } from '../../storage/issue/frozen-content.ts';
import { ballotSlices } from '../../storage/vote/ballot-course.ts';
import { choicesOf, tallyAt } from '../../storage/vote/ballots.ts';
import { findVote, type OpenedVote } from '../../storage/vote/votes.ts';
import { type BallotKey, type Choice, readBallotKey, readTestBallotKey } from '../../vote/ballot.ts';
import { courseOf, type VoteCourse } from '../../vote/course.ts';
import { standing } from '../../vote/standing.ts';
import { NO_BALLOTS } from '../../vote/tally.ts';
import type { VoteView } from '../../vote/vote-view.ts';
import { otherBallots, otherTestBallots } from './other-ballots.ts';

/**
 * The vote behind a token. Reads only.
 * @returns null for what is forged, foreign or opens nothing any more, without saying which
 */
export async function openVote(room: Newsroom, token: string): Promise<VoteView | null> {
  const key = readBallotKey(readToken(room.keyring, 'vote', token, room.now()) ?? '');
  if (!key) return openTestVote(room, token, null);
  const vote = await findVote(room.store, key, room.now());
  const content = vote && (await frozenContent(room.store, key.issueId));
  const pairing = content && pairingAt(content, key.position);
  if (!vote || !pairing) return null;
  const choices = await choicesOf(room.store, key);
  const choice = choices.get(key.position) ?? null;
  const counts = await tallyAt(room.store, key.issueId, key.position);
  const stands = standing(pairing, {
    week: vote.week,
    counts,
    closesAt: vote.closesAt,
    closed: vote.isClosed,
    hidden: choice === null && !vote.isClosed,
    words: room.settings.style.words,
  });
  return {
    isTest: false,
    pairing,
    choice,
    issue: issueOf(content),
    others: otherBallots(room.keyring.current, content, { key, choices, closed: vote.isClosed }),
    standing: stands,
    course: stands.closed && stands.view === 'shown' ? await courseTo(room, vote, key, counts) : null,
  };
}

/** Drawn of this many moments at most: they can be told apart, and nobody's single vote can be read off. */
const MOMENTS = 40;

async function courseTo(
  room: Newsroom,
  { opensAt, closesAt }: OpenedVote,
  { issueId, position }: BallotKey,
  counts: VoteCounts,
): Promise<VoteCourse> {
  const slices = await ballotSlices(room.store, issueId, { from: opensAt, to: closesAt, most: MOMENTS });
  return courseOf(slices.get(position) ?? [], counts);
}

/** @param choice what was just "cast", for the page to show */
export async function openTestVote(
  room: Newsroom,
  token: string,
  choice: Choice | null,
): Promise<VoteView | null> {
  const key = readTestBallotKey(readToken(room.keyring, 'vote-test', token, room.now()) ?? '');
  const issue = key && (await room.issues.find(key.week));
  if (!key || !issue) return null;
  // A test comes before the freeze: what would be frozen now is what it showed.
  const content = (await frozenContent(room.store, issue.id)) ?? (await draftIssue(room, issue)).content;
  const pairing = pairingAt(content, key.position);
  if (!pairing) return null;
  const opens = Math.max(room.now(), freezeInstant(room.schedule, issue.week));
  return {
    isTest: true,
    pairing,
    choice,
    issue: issueOf(content),
    others: otherTestBallots(room.keyring.current, content, key),
    course: null,
    standing: standing(pairing, {
      week: issue.week,
      counts: NO_BALLOTS,
      closesAt: issue.voteClosesAt ?? voteClose(room.schedule, opens),
      closed: false,
      hidden: choice === null,
      words: room.settings.style.words,
    }),
  };
}

function issueOf({ number, date, links }: IssueContent): VoteView['issue'] {
  return { number, date, url: links.web };
}

/** A pairing as the readers got it; null before the freeze. */
export async function frozenPairing(
  room: Newsroom,
  issueId: number,
  position: number,
): Promise<PairingContent | null> {
  const content = await frozenContent(room.store, issueId);
  return content && pairingAt(content, position);
}

function pairingAt(content: IssueContent, position: number): PairingContent | null {
  return content.pairings.find(pairing => pairing.position === position) ?? null;
}
