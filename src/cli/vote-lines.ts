import type { Issue } from '../issue/issue.ts';
import { ballotsIn } from '../issue/vote-outcome.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { talliesOf } from '../storage/vote/ballots.ts';
import { flagsOf } from '../storage/vote/vote-watch.ts';
import { NO_BALLOTS } from '../vote/tally.ts';

/** How the readers' vote stands, for a terminal; nothing before the issue is out. */
export async function voteLines(room: Newsroom, issue: Issue): Promise<string[]> {
  if (issue.voteClosesAt === null) return [];
  const tallies = await talliesOf(room.store, issue.id);
  const flags = await flagsOf(room.store, issue.id);
  const isClosed = issue.voteClosesAt <= room.now();
  return [
    `The vote ${isClosed ? 'closed' : 'closes'} at ${new Date(issue.voteClosesAt).toISOString()}.`,
    ...issue.pick.pairings.flatMap(({ a, b }, index) => {
      const counts = tallies.get(index + 1) ?? NO_BALLOTS;
      const odd = flags.filter(flag => flag.position === index + 1).map(flag => `    ! ${flag.detail}`);
      const line = `    ${a} ${counts.a}, ${b} ${counts.b}, both ${counts.both}, neither ${counts.neither}`;
      return [`${line}: ${ballotsIn(counts)} votes`, ...odd];
    }),
  ];
}
