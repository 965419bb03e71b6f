import { programIn } from '../issue/actor.ts';
import { byPrograms, type ProgramChange } from '../issue/by-programs.ts';
import type { Issue } from '../issue/issue.ts';
import { type Activity, activityWithIds } from '../storage/issue/activity.ts';
import { changesSince } from '../storage/issue/issue-changes.ts';
import type { Newsroom } from './newsroom.ts';

/** What programs did to an issue since it was approved last, or since its beginning. */
export interface ProgramWork {
  /** What readers would see of it now. */
  readonly changes: readonly ProgramChange[];
  /** Each step as the log tells it, oldest first. */
  readonly steps: readonly Activity[];
}

/** For whoever is about to approve: it is their yes that these words go out under. Reads only. */
export async function programWork(room: Pick<Newsroom, 'store'>, issue: Issue): Promise<ProgramWork> {
  const log = await activityWithIds(room.store, issue.week);
  const approved = log.findLast(({ action }) => action === 'approved')?.id ?? 0;
  const steps = log.filter(({ id, who }) => id > approved && programIn(who) !== null);
  if (steps.length === 0) return { changes: [], steps };
  return { changes: byPrograms(await changesSince(room.store, issue.id, approved)), steps };
}
