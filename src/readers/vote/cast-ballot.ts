import { readToken } from '../../audience/token.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { castBallot } from '../../storage/vote/ballot-box.ts';
import type { Choice } from '../../vote/ballot.ts';
import { readBallotKey } from '../../vote/ballot.ts';
import type { CastOutcome } from '../../vote/vote-view.ts';
import { openTestVote, openVote } from './open-vote.ts';
import { voterNetwork } from './voter-network.ts';

/**
 * Casts or changes the ballot of whoever holds a vote token. A test send's token goes the same way and counts nothing.
 * @param address of the client; '' when unknown
 */
export async function castVote(
  room: Newsroom,
  token: string,
  choice: Choice,
  address: string,
): Promise<CastOutcome> {
  const test = await openTestVote(room, token, choice);
  if (test) return { kind: 'test', view: test };
  const key = readBallotKey(readToken(room.keyring, 'vote', token, room.now()) ?? '');
  if (!key) return { kind: 'unknown' };
  const network = await voterNetwork(room.store, address);
  const kind = await castBallot(room.store, { ...key, choice, network, now: room.now });
  const view = kind === 'unknown' ? null : await openVote(room, token);
  return kind === 'unknown' || view === null ? { kind: 'unknown' } : { kind, view };
}
