import { ballotsIn } from '../issue/vote-outcome.ts';
import { recordActivity } from '../storage/activity.ts';
import { talliesOf } from '../storage/ballots.ts';
import {
  flagVote,
  forgetNetworks,
  voteFacts,
  votesWithNews,
  type WatchedVote,
} from '../storage/vote-watch.ts';
import { odditiesOf } from '../vote/oddity.ts';
import type { Newsroom } from './newsroom.ts';
import { notifyEditors } from './notify-editors.ts';

/** Looked at again from this far back, so that a round that took long or failed leaves nothing out. */
const LOOK_BACK_MS = 10 * 60_000;
/** After its close a vote is looked at once more before its networks are forgotten. */
const KEPT_AFTER_CLOSE_MS = 60 * 60_000;

/**
 * Looks at votes that got ballots lately and tells the editors, once, what is odd about them: in the log, by mail, in
 * `status` and in the pre-flight of the issue that will tell the result. Every ballot stays counted: who is right is for a
 * person to say.
 */
export async function watchVotes(room: Newsroom): Promise<void> {
  const now = room.now();
  for (const vote of await votesWithNews(room.store, now - LOOK_BACK_MS)) await look(room, vote);
  await forgetNetworks(room.store, now - KEPT_AFTER_CLOSE_MS);
}

async function look(room: Newsroom, vote: WatchedVote): Promise<void> {
  const issue = await room.issues.find(vote.week);
  if (!issue) return;
  const tallies = await talliesOf(room.store, vote.issueId);
  for (const position of [...tallies.keys()].toSorted((one, other) => one - other)) {
    const pairing = issue.pick.pairings[position - 1];
    const name = pairing ? `${pairing.a} vs ${pairing.b}` : `pairing ${position}`;
    for (const oddity of odditiesOf(await voteFacts(room.store, vote, position))) {
      const at = room.now();
      if (!(await flagVote(room.store, { ...oddity, issueId: vote.issueId, position, at }))) continue;
      const detail = `${name}: ${oddity.detail}`;
      room.log.warn({ week: vote.week, kind: oddity.kind, position }, 'a vote looks odd');
      await recordActivity(room.store, {
        at,
        week: vote.week,
        who: 'vote',
        action: 'vote flagged',
        detail,
        contentHash: '',
      });
      const facts = [...tallies].map(([place, counts]) => ({
        name: `Pairing ${place}`,
        value: `${ballotsIn(counts)} votes`,
      }));
      await notifyEditors(room, issue, { about: 'vote', reason: detail, facts });
    }
  }
}
