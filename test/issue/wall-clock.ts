import type { Schedule } from '../../src/issue/cron-slot.ts';
import { nextWeek } from '../../src/issue/week.ts';

export const HOUR = 3_600_000;
export const WEEK = 168 * HOUR;
export const zones = [
  'Europe/Prague',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
];

export function schedule(overrides: Partial<Schedule> = {}): Schedule {
  return { pick: '0 9 * * MON', send: '0 9 * * THU', zone: 'UTC', localTime: false, ...overrides };
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** As a clock on the wall shows it, by Intl and not by the code under test. */
export function wall(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(at));
}

export function weeksFrom(first: string, count: number): string[] {
  const weeks = [first];
  while (weeks.length < count) {
    weeks.push(nextWeek(weeks.at(-1) ?? first));
  }
  return weeks;
}
