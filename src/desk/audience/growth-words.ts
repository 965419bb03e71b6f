import { mondayOf } from '../../issue/week.ts';
import { count, countOf } from '../count.ts';
import type { GrowthWeek } from './growth.ts';

/** From the first week on in which anybody read, came or left: what lies before tells nothing. */
export function grownWeeks(growth: readonly GrowthWeek[]): readonly GrowthWeek[] {
  const first = growth.findIndex(week => week.readers > 0 || week.confirmed > 0 || week.left > 0);
  return first < 0 ? [] : growth.slice(first);
}

/** What the weeks show, in one sentence that is true of them. @param growth oldest first */
export function growthGist(growth: readonly GrowthWeek[]): string {
  const weeks = grownWeeks(growth);
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return 'Nobody has confirmed yet.';
  const begin = first.readers - first.confirmed + first.left;
  const span = countOf(weeks.length, 'week');
  if (last.readers === begin) return `${countOf(begin, 'reader')}, as ${span} ago: as many left as came.`;
  const grew = last.readers > begin;
  const most = weeks.reduce((best, week) => (moved(week, grew) > moved(best, grew) ? week : best));
  const ends = `Readership ${grew ? 'grew' : 'shrank'} from ${count(begin)} to ${count(last.readers)}`;
  const when = weeks.length === 1 ? 'in the week' : `in ${span}, fastest in the week`;
  return `${ends} ${when} of ${dayOf(most.week)}.`;
}

/** What the week did in the direction the whole went. */
function moved({ confirmed, left }: GrowthWeek, grew: boolean): number {
  return grew ? confirmed - left : left - confirmed;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `12 October`: the Monday it begins with. */
function dayOf(week: string): string {
  const [, month, day] = mondayOf(week).split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]}`;
}

/** The short name of a month that begins in this week, for the base of the drawing; null where none does. */
export function monthBegunIn(week: string): string | null {
  const [, month, day] = mondayOf(week).split('-').map(Number);
  return day !== undefined && day <= 7 ? (MONTHS[(month ?? 1) - 1]?.slice(0, 3) ?? null) : null;
}
