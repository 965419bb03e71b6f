import type { Issue } from '../issue/issue.ts';
import type { Newsroom } from './newsroom.ts';

/** An issue whose readers are still voting. Times are epoch milliseconds. */
export interface RunningVote {
  readonly week: string;
  readonly number: number;
  readonly closesAt: number;
}

/**
 * The vote whose result an issue would tell, if it were not picked before its end; null when none is running. The vote
 * itself is not touched by a pick: the time that its readers were told holds.
 */
export async function runningVote(room: Newsroom, week: string): Promise<RunningVote | null> {
  const now = room.now();
  const last = (await room.issues.all()).filter(issue => issue.week < week && wasSent(issue)).at(-1);
  if (!last || last.voteClosesAt === null || last.voteClosesAt <= now) return null;
  return { week: last.week, number: last.number, closesAt: last.voteClosesAt };
}

function wasSent({ state }: Issue): boolean {
  return state === 'sent' || state === 'sending' || state === 'stopped';
}
