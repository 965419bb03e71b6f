import { Temporal } from 'temporal-polyfill';
import { allInWeek, type CronExpression, firstInWeek, lastBefore, readCron } from './cron-expression.ts';
import { nextWeek, previousWeek, weekOf } from './week.ts';

/**
 * When the weekly work falls due. Everything is reckoned in wall time and turned into an instant last: a time that
 * a daylight-saving gap swallows moves forward by the gap and never drops out, a repeated hour counts once, the
 * first time round. node-cron alone would skip the former (docs/decisions/050).
 */
export interface Schedule {
  /** PICK_CRON and SEND_CRON, in the publication's zone. Must have passed checkSchedule. */
  readonly pick: string;
  readonly send: string;
  /** IANA zone of the publication. */
  readonly zone: string;
  /** SEND_LOCAL_TIME: each reader gets the issue at the send slot's wall time in their own zone. */
  readonly localTime: boolean;
}

export interface DueSlot {
  readonly week: string;
  /** `send` is the instant of the freeze: the send slot, or its first occurrence on Earth with local time. */
  readonly kind: 'pick' | 'send';
  /** Epoch ms. */
  readonly at: number;
}

/** The instant (epoch ms) at which the week's issue is due: the first time SEND_CRON falls in the week. */
export function sendSlot(schedule: Schedule, week: string): number {
  return instantOf(sendWall(schedule, week), schedule.zone);
}

/**
 * The instant (epoch ms) at which the week's pairings are picked: the last PICK_CRON occurrence before the send
 * slot, at most seven days before it, so often in the week before.
 */
export function pickSlot(schedule: Schedule, week: string): number {
  const send = sendWall(schedule, week);
  const wall = lastBefore(mustRead('PICK_CRON', schedule.pick), send);
  if (!wall) {
    throw new Error(
      `PICK_CRON "${schedule.pick}" does not fall due in the 7 days before the send of ${week}`,
    );
  }
  // A gap can push a pick that stands right before the send to or past it; the order of the two must hold.
  return Math.min(instantOf(wall, schedule.zone), instantOf(send, schedule.zone) - 1);
}

/** The instant (epoch ms) at which the week's audience is fixed; with local time, when UTC+14 gets there. */
export function freezeInstant(schedule: Schedule, week: string): number {
  return schedule.localTime ? readerSlot(schedule, week, '+14:00') : sendSlot(schedule, week);
}

/** When a reader in `zone` (IANA name or offset) is due with local time: the send slot's wall time over there. */
export function readerSlot(schedule: Schedule, week: string, zone: string): number {
  return instantOf(sendWall(schedule, week), zone);
}

/** The ISO date, in the publication's zone, that the week's content speaks from. */
export function contentDate(schedule: Schedule, week: string): string {
  const send = Temporal.Instant.fromEpochMilliseconds(sendSlot(schedule, week));
  return send.toZonedDateTimeISO(schedule.zone).toPlainDate().toString();
}

/** Every slot in (since, now], oldest first, a pick before a send of the same instant. Both in epoch ms. */
export function dueSlots(schedule: Schedule, since: number, now: number): DueSlot[] {
  const due: DueSlot[] = [];
  const end = nextWeek(nextWeek(weekOf(now, schedule.zone)));
  for (let week = previousWeek(weekOf(since, schedule.zone)); week !== end; week = nextWeek(week)) {
    due.push({ week, kind: 'pick', at: pickSlot(schedule, week) });
    due.push({ week, kind: 'send', at: freezeInstant(schedule, week) });
  }
  return due
    .filter(slot => slot.at > since && slot.at <= now)
    .sort((one, other) => one.at - other.at || (one.kind < other.kind ? -1 : 1));
}

/** Every instant (epoch ms) at which an expression falls due in the week, ascending and without repeats. */
export function slotsInWeek(expression: string, zone: string, week: string): number[] {
  const walls = allInWeek(mustRead('cron', expression), week);
  return [...new Set(walls.map(wall => instantOf(wall, zone)))].sort((one, other) => one - other);
}

/** A setting that does not work, and what is wrong in words. */
export interface ScheduleProblem {
  readonly setting: 'PICK_CRON' | 'SEND_CRON' | 'PUBLICATION_TIMEZONE';
  readonly message: string;
}

/** The Gregorian calendar repeats after 28 years (until 2100): every kind of week there can be is among these. */
const FIRST_WEEK = '2024-W01';
const WEEKS = (28 * 365.25) / 7;

/** Everything that is wrong with the two expressions and the zone; empty when all is well. Never throws. */
export function checkSchedule(pick: string, send: string, zone: string): ScheduleProblem[] {
  const pickCron = readCron(pick);
  const sendCron = readCron(send);
  if (pickCron.kind === 'ok' && sendCron.kind === 'ok') {
    return [...checkZone(zone), ...checkEveryWeek(pickCron.cron, sendCron.cron)];
  }
  const problems = checkZone(zone);
  if (pickCron.kind === 'refused') {
    problems.push({ setting: 'PICK_CRON', message: `${CRON_WANTED} 0 9 * * MON: ${pickCron.why}` });
  }
  if (sendCron.kind === 'refused') {
    problems.push({ setting: 'SEND_CRON', message: `${CRON_WANTED} 0 9 * * THU: ${sendCron.why}` });
  }
  return problems;
}

const CRON_WANTED = 'a cron expression like';

function checkZone(zone: string): ScheduleProblem[] {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return [];
  } catch {
    return [
      {
        setting: 'PUBLICATION_TIMEZONE',
        message: 'an IANA time zone like Europe/Prague: no such zone is known',
      },
    ];
  }
}

function checkEveryWeek(pick: CronExpression, send: CronExpression): ScheduleProblem[] {
  if (pick.weekly && send.weekly) {
    return [];
  }
  let week = FIRST_WEEK;
  for (let n = 0; n < WEEKS; n++, week = nextWeek(week)) {
    const sendWall = firstInWeek(send, week);
    if (!sendWall) {
      const message = `a time in every week, like 0 9 * * THU: there is none in ${week}`;
      return [{ setting: 'SEND_CRON', message }];
    }
    if (!lastBefore(pick, sendWall)) {
      const message = `a time in the 7 days before every send, like 0 9 * * MON: there is none before that of ${week}`;
      return [{ setting: 'PICK_CRON', message }];
    }
  }
  return [];
}

function sendWall(schedule: Schedule, week: string): Temporal.PlainDateTime {
  const wall = firstInWeek(mustRead('SEND_CRON', schedule.send), week);
  if (!wall) {
    throw new Error(`SEND_CRON "${schedule.send}" does not fall due in ${week}`);
  }
  return wall;
}

/** The two of the settings are read again and again: every minute, and for each zone of the readers. */
const expressions = new Map<string, CronExpression>();

function mustRead(name: string, expression: string): CronExpression {
  const known = expressions.get(expression);
  if (known) {
    return known;
  }
  const read = readCron(expression);
  if (read.kind === 'refused') {
    throw new Error(`${name} "${expression}" is not a cron expression: ${read.why}`);
  }
  if (expressions.size >= 100) {
    expressions.clear();
  }
  expressions.set(expression, read.cron);
  return read.cron;
}

function instantOf(wall: Temporal.PlainDateTime, zone: string): number {
  return wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}
