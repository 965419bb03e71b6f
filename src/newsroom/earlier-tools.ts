import { wordsOf } from '../issue/content-words.ts';
import type { Issue } from '../issue/issue.ts';
import type { EarlierTool } from '../issue/since.ts';
import { frozenContent } from '../storage/issue/frozen-content.ts';
import type { Newsroom } from './newsroom.ts';

/**
 * What readers were last told of each tool of an issue, by its slug: from the issues that were frozen when this one was
 * picked. They are for good by then, so an issue that goes out in between voids no approval.
 */
export async function earlierTools(room: Newsroom, issue: Issue): Promise<Map<string, EarlierTool>> {
  const wanted = new Set(slugsOf(issue));
  const past = (await room.issues.all())
    .filter(other => other.week < issue.week && other.frozenAt !== null && other.frozenAt <= issue.createdAt)
    .toReversed();
  const found = new Map<string, EarlierTool>();
  for (const other of past) {
    if (!slugsOf(other).some(slug => wanted.has(slug) && !found.has(slug))) continue;
    const content = await frozenContent(room.store, other.id);
    if (content === null) continue;
    for (const tool of content.pairings.flatMap(({ a, b }) => [a, b]))
      if (wanted.has(tool.slug) && !found.has(tool.slug))
        found.set(tool.slug, { date: content.date, tool, words: wordsOf(content) });
  }
  return found;
}

function slugsOf({ pick }: Issue): string[] {
  return pick.pairings.flatMap(({ a, b }) => [a, b]);
}
