import type { Issue } from '../issue/issue.ts';
import { REMEMBERED_ISSUES } from '../issue/subject-shapes.ts';
import { frozenContent } from '../storage/issue/frozen-content.ts';
import type { Newsroom } from './newsroom.ts';

/**
 * The wordings of the last issues that were frozen when this one was picked, oldest first. They are for good by then, so an
 * issue that goes out in between voids no approval.
 */
export async function recentWordings(room: Newsroom, issue: Issue): Promise<string[]> {
  const issues = await room.issues.all();
  const frozen = issues.filter(
    other => other.week < issue.week && other.frozenAt !== null && other.frozenAt <= issue.createdAt,
  );
  const contents = await Promise.all(
    frozen.slice(-REMEMBERED_ISSUES).map(({ id }) => frozenContent(room.store, id)),
  );
  return contents.flatMap(content => content?.wordings ?? []);
}
