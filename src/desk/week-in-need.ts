import { freezeInstant } from '../issue/cron-slot.ts';
import type { Issue, IssueState } from '../issue/issue.ts';
import { nextWeek, weekOf } from '../issue/week.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';

/** States in which somebody has something to do, the most pressing first; the last two are only watched. */
const PRESSING: readonly (readonly IssueState[])[] = [
  ['stopped'],
  ['picked', 'in_review'],
  ['held'],
  ['sending'],
  ['approved'],
];
/** These keep on asking however old their week is. */
const AT_ANY_AGE = new Set<IssueState>(['stopped', 'sending']);

/** The week that an editor opens the desk for: the issue that needs somebody, else the next one to be picked. */
export async function weekInNeed(room: Newsroom): Promise<string> {
  const issues = await room.issues.all();
  const thisWeek = weekOf(room.now(), room.settings.PUBLICATION_TIMEZONE);
  const open = issues.filter(({ week, state }) => week >= thisWeek || AT_ANY_AGE.has(state));
  for (const states of PRESSING) {
    const found = open.find(({ state }) => states.includes(state));
    if (found) return found.week;
  }
  return nextUnpicked(room, issues, thisWeek);
}

function nextUnpicked(
  { schedule, now }: Newsroom,
  issues: readonly Pick<Issue, 'week'>[],
  from: string,
): string {
  const picked = new Set(issues.map(({ week }) => week));
  let week = from;
  while (picked.has(week) || freezeInstant(schedule, week) <= now()) week = nextWeek(week);
  return week;
}
