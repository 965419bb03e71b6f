import type { Newsroom } from '../newsroom/newsroom.ts';
import { type Activity, latestActivity } from '../storage/issue/activity.ts';

export type { Activity } from '../storage/issue/activity.ts';

/** Lines on one page of the log. */
const LOG_PAGE = 100;

/** The append-only log, newest first. @param before id of a line: only older ones; null for the newest */
export function readLog(
  room: Newsroom,
  before: number | null,
): Promise<(Activity & { readonly id: number })[]> {
  return latestActivity(room.store, { before, limit: LOG_PAGE });
}
