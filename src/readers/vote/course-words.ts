import { shareOf } from '../../issue/community.ts';
import { onTheClock } from '../../issue/wall-time.ts';
import { clearSince, type VoteCourse } from '../../vote/course.ts';
import type { Words } from '../../words/words.ts';

/** The names of a pairing's tools. */
export interface ToolNames {
  readonly a: string;
  readonly b: string;
}

/** What is drawn. @param one what is compared: "tool" */
export function courseTitle(
  { side }: VoteCourse,
  names: ToolNames,
  how: { readonly words: Words; readonly one: string },
): string {
  return how.words.say('vote.course.title', { tool: names[side], one: how.one });
}

/**
 * What the course shows, in a sentence that is true of its end.
 * @param how.zone IANA, in which the clock is read; `one`: what is compared
 */
export function courseGist(
  course: VoteCourse,
  names: ToolNames,
  { zone, one, words }: { readonly zone: string; readonly one: string; readonly words: Words },
): string {
  const last = course.points.at(-1);
  const tool = names[course.side];
  if (!last) return words.say('vote.course.few', { one });
  const share = shareOf(last.chose, last.decided, words);
  const since = clearSince(course);
  if (since === null) return words.say('vote.course.close', { tool, share });
  const { date, time } = onTheClock(since, zone);
  const moment = words.say('vote.course.moment', { day: words.day(date), clock: time });
  return words.say('vote.course.clear', { tool, moment, share });
}
