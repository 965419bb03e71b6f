import type { Issue } from '../issue/issue.ts';
import { ballotsIn } from '../issue/vote-outcome.ts';
import { recordActivity } from '../storage/issue/activity.ts';
import { talliesOf } from '../storage/vote/ballots.ts';
import {
  flagsOf,
  flagVote,
  forgetNetworks,
  voteFacts,
  votesWithNews,
  type WatchedVote,
} from '../storage/vote/vote-watch.ts';
import { closeDueVotes } from '../storage/vote/votes.ts';
import { type Oddity, odditiesOf } from '../vote/oddity.ts';
import type { Newsroom } from './newsroom.ts';
import { notifyEditors } from './notify-editors.ts';
import { type NamePairing, pairingNames } from './pairing-names.ts';

/** Looked at again from this far back, so that a round that took long or failed leaves nothing out. */
const LOOK_BACK_MS = 10 * 60_000;
/** After its close a vote is looked at once more before its networks are forgotten. */
const KEPT_AFTER_CLOSE_MS = 60 * 60_000;

/**
 * Closes votes whose time is over, looks at votes that got ballots lately and tells the editors, once, what is odd about them: in the log, by mail, in
 * `status` and in the pre-flight of the issue that will tell the result. Every ballot stays counted: who is right is for a
 * person to say.
 */
export async function watchVotes(room: Newsroom): Promise<void> {
  const now = room.now();
  await closeDueVotes(room.store, now);
  for (const vote of await votesWithNews(room.store, now - LOOK_BACK_MS)) await look(room, vote);
  await forgetNetworks(room.store, now - KEPT_AFTER_CLOSE_MS);
}

async function look(room: Newsroom, vote: WatchedVote): Promise<void> {
  const issue = await room.issues.find(vote.week);
  if (!issue) return;
  const tallies = await talliesOf(room.store, vote.issueId);
  const known = new Set(
    (await flagsOf(room.store, vote.issueId)).map(flag => `${flag.position} ${flag.kind}`),
  );
  const named = nameOf(issue, await pairingNames(room));
  const facts = [...tallies]
    .toSorted(([one], [other]) => one - other)
    .map(([position, counts]) => ({ name: named(position), value: `${ballotsIn(counts)} votes` }));
  for (const position of tallies.keys()) {
    for (const oddity of odditiesOf(await voteFacts(room.store, vote, position))) {
      if (known.has(`${position} ${oddity.kind}`)) continue;
      await tell(room, issue, { ...oddity, position, name: named(position) }, facts);
    }
  }
}

/** The flag comes last but one: killed before it, the next look tells the editors again instead of never. */
async function tell(
  room: Newsroom,
  issue: Issue,
  { name, ...flag }: Oddity & { readonly position: number; readonly name: string },
  facts: readonly { readonly name: string; readonly value: string }[],
): Promise<void> {
  const detail = `${name}: ${flag.detail}`;
  await notifyEditors(room, issue, { about: 'vote', reason: detail, facts });
  const at = room.now();
  if (!(await flagVote(room.store, { ...flag, issueId: issue.id, week: issue.week, at }))) return;
  room.log.warn({ week: issue.week, kind: flag.kind, position: flag.position }, 'a vote looks odd');
  const line = { at, week: issue.week, who: 'vote', action: 'vote flagged', detail, contentHash: '' };
  await recordActivity(room.store, line);
}

function nameOf(issue: Issue, named: NamePairing): (position: number) => string {
  return position => {
    const pairing = issue.pick.pairings[position - 1];
    return pairing ? named(pairing) : `pairing ${position}`;
  };
}
