import { setTrial } from '../../src/newsroom/editing/set-trial.ts';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';

export const WEEK = '2026-W48';
export const EDITOR = 'editor@example.com';
export const OTHERS = ['Two tools, one desk, no mercy', 'Which of the two would you keep?'] as const;

/** An issue with three subjects, approved. */
export async function approvedTrial(
  room: Newsroom,
  trial: { readonly share?: number; readonly hours?: number; readonly subjects?: readonly string[] } = {},
): Promise<void> {
  const picked = await pickWeek(room, WEEK, 'test');
  if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
  const act = { week: WEEK, revision: picked.issue.revision, who: EDITOR };
  const set = await setTrial(room, act, { subjects: OTHERS, share: 40, hours: 4, ...trial });
  if (set.kind !== 'changed') throw new Error(`No subjects on trial: ${JSON.stringify(set)}`);
  const approved = await approveWeek(room, WEEK, EDITOR);
  if (approved.kind !== 'approved') throw new Error(`Not approved: ${JSON.stringify(approved)}`);
}
