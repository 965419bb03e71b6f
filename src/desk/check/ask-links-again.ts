import type { Issue } from '../../issue/issue.ts';
import { type AskLimits, askLinks } from '../../newsroom/ask-links.ts';
import { draftIssue } from '../../newsroom/draft.ts';
import { type Newsroom, type Refusal, refused } from '../../newsroom/newsroom.ts';
import { takeCap } from '../../storage/audience/caps.ts';

/** How often an issue's links may be asked from the desk. */
const LINK_CAP = { cap: 'link-check', limit: 10, perMs: 3_600_000 } as const;

/** Asks an issue's links over the network because an editor wants to know. */
export async function askLinksAgain(
  room: Newsroom,
  issue: Issue,
  by: string,
  limits?: AskLimits,
): Promise<{ readonly kind: 'asked' } | Refusal> {
  if (!(await takeCap(room.store, { ...LINK_CAP, subject: issue.week, now: room.now() })))
    return refused('The links have been checked often enough for now.', 'Check them again in a few minutes.');
  await askLinks(room, issue, await draftIssue(room, issue), by, limits);
  return { kind: 'asked' };
}
