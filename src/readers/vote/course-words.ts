import { printedDate } from '../../../templates/printed-date.ts';
import { shareOf } from '../../issue/community.ts';
import { onTheClock } from '../../issue/wall-time.ts';
import { clearSince, type VoteCourse } from '../../vote/course.ts';

/** The names of a pairing's tools. */
export interface ToolNames {
  readonly a: string;
  readonly b: string;
}

/** What is drawn. */
export function courseTitle({ side }: VoteCourse, names: ToolNames): string {
  return `Readers for ${names[side]}, of those who chose one tool, as votes came in`;
}

/** What the course shows, in a sentence that is true of its end. @param zone IANA, in which the clock is read */
export function courseGist(course: VoteCourse, names: ToolNames, zone: string): string {
  const last = course.points.at(-1);
  const name = names[course.side];
  if (!last) return 'Too few readers chose one tool over the other to show how the vote went.';
  const share = shareOf(last.chose, last.decided);
  const since = clearSince(course);
  if (since === null) return `Too close to call when the last vote came in: ${name} ${share}.`;
  const { date, time } = onTheClock(since, zone);
  return `${name} has been clearly ahead since ${printedDate(date)}, ${time}: ${share}.`;
}
