import { printedDate } from '../../../templates/printed-date.ts';
import { shareOf } from '../../issue/community.ts';
import { onTheClock } from '../../issue/wall-time.ts';
import { clearSince, type VoteCourse } from '../../vote/course.ts';

/** The names of a pairing's tools. */
export interface ToolNames {
  readonly a: string;
  readonly b: string;
}

/** What is drawn. @param one what is compared: "tool" */
export function courseTitle({ side }: VoteCourse, names: ToolNames, one: string): string {
  return `Readers for ${names[side]}, of those who chose one ${one}, as votes came in`;
}

/**
 * What the course shows, in a sentence that is true of its end.
 * @param how.zone IANA, in which the clock is read; `one`: what is compared
 */
export function courseGist(
  course: VoteCourse,
  names: ToolNames,
  { zone, one }: { readonly zone: string; readonly one: string },
): string {
  const last = course.points.at(-1);
  const name = names[course.side];
  if (!last) return `Too few readers chose one ${one} over the other to show how the vote went.`;
  const share = shareOf(last.chose, last.decided);
  const since = clearSince(course);
  if (since === null) return `Too close to call when the last vote came in: ${name} ${share}.`;
  const { date, time } = onTheClock(since, zone);
  return `${name} has been clearly ahead since ${printedDate(date)}, ${time}: ${share}.`;
}
