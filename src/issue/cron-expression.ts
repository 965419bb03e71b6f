import { createTask, type ScheduledTask, validateDetailed } from 'node-cron';
import { Temporal } from 'temporal-polyfill';
import { mondayIn } from './week.ts';

const SECONDS_A_DAY = 86_400;

/** A cron expression, read by node-cron itself so that the scheduler and the calendar never disagree. */
export interface CronExpression {
  /** Seconds of the day at which it falls due on the days it fires, ascending. */
  readonly seconds: readonly number[];
  /** True when it names days of the week and nothing else: then it falls due in every week by its form. */
  readonly weekly: boolean;
  firesOn(day: Temporal.PlainDate): boolean;
}

export type ReadCron =
  | { readonly kind: 'ok'; readonly cron: CronExpression }
  | { readonly kind: 'refused'; readonly why: string };

/** Reads five or six fields, names, lists, ranges, steps, `L`, `W`, `#` and nicknames such as `@weekly`. */
export function readCron(expression: string): ReadCron {
  const read = validateDetailed(expression);
  if (!read.valid || !read.fields) {
    return { kind: 'refused', why: read.errors.map(error => error.message).join('; ') };
  }
  const { hour, minute, second, dayOfMonth, month, dayOfWeek } = read.fields;
  const seconds = hour
    .flatMap(h => minute.flatMap(m => second.map(s => h * 3600 + m * 60 + s)))
    .sort((one, other) => one - other);
  const weekly =
    new Set(dayOfMonth.filter(day => typeof day === 'number')).size === 31 &&
    new Set(month).size === 12 &&
    dayOfWeek.some(day => typeof day === 'number');
  // Such as `0 9 * * THU`, as nearly all are: what node-cron has read says it all.
  const isPlain = weekly && dayOfWeek.every(day => typeof day === 'number');
  const firesOn = isPlain
    ? (day: Temporal.PlainDate) => dayOfWeek.includes(day.dayOfWeek % 7)
    : dayMatcher(expression, seconds[0] ?? 0);
  return { kind: 'ok', cron: { seconds, weekly, firesOn } };
}

/** Every wall time at which it falls due in an ISO week, ascending. */
export function allInWeek(cron: CronExpression, week: string): Temporal.PlainDateTime[] {
  return daysOf(week)
    .filter(day => cron.firesOn(day))
    .flatMap(day => cron.seconds.map(second => wallTime(day, second)));
}

/** The wall time of the week's first occurrence; null when the expression rests that week. */
export function firstInWeek(cron: CronExpression, week: string): Temporal.PlainDateTime | null {
  const day = daysOf(week).find(candidate => cron.firesOn(candidate));
  const second = cron.seconds[0];
  return day && second !== undefined ? wallTime(day, second) : null;
}

/** The last occurrence before a wall time and not more than seven days before it. */
export function lastBefore(cron: CronExpression, end: Temporal.PlainDateTime): Temporal.PlainDateTime | null {
  const earliest = end.subtract({ days: 7 });
  for (let back = 0; back <= 7; back++) {
    const day = end.toPlainDate().subtract({ days: back });
    const limit = back > 0 ? SECONDS_A_DAY : secondOfDay(end);
    const second = cron.firesOn(day) ? cron.seconds.findLast(candidate => candidate < limit) : undefined;
    if (second !== undefined) {
      const wall = wallTime(day, second);
      return Temporal.PlainDateTime.compare(wall, earliest) < 0 ? null : wall;
    }
  }
  return null;
}

/**
 * Asks node-cron about a day by asking about its first due second, read in UTC where every wall time exists.
 * The task is only its matcher: never started, and taken out of node-cron's registry at once.
 */
function dayMatcher(expression: string, second: number): (day: Temporal.PlainDate) => boolean {
  let task: ScheduledTask | undefined;
  return day => {
    task ??= matcherOf(expression);
    return task.match(new Date(Date.UTC(day.year, day.month - 1, day.day) + second * 1000));
  };
}

/** Made for who asks about a day: it costs more than all else about an expression. */
function matcherOf(expression: string): ScheduledTask {
  const task = createTask(expression, () => undefined, { timezone: 'UTC' });
  void task.destroy();
  return task;
}

function daysOf(week: string): Temporal.PlainDate[] {
  const monday = mondayIn(week);
  return Array.from({ length: 7 }, (_, days) => monday.add({ days }));
}

function wallTime(day: Temporal.PlainDate, second: number): Temporal.PlainDateTime {
  return day.toPlainDateTime().add({ seconds: second });
}

function secondOfDay(wall: Temporal.PlainDateTime): number {
  return wall.hour * 3600 + wall.minute * 60 + wall.second;
}
