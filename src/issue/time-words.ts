// How far away something is and how long it takes, in words: the one place where that is worded.

const MINUTE = 60_000;
const UNITS = [
  { unit: 'year', size: 365 * 24 * 60 * MINUTE, least: 2 },
  { unit: 'month', size: 30 * 24 * 60 * MINUTE, least: 2 },
  { unit: 'day', size: 24 * 60 * MINUTE, least: 2 },
  { unit: 'hour', size: 60 * MINUTE, least: 2 },
  { unit: 'minute', size: MINUTE, least: 1 },
] as const;

// Not `numeric: 'auto'`: "tomorrow" is a day of the calendar, and 26 hours from now may be the day after it.
const format = new Intl.RelativeTimeFormat('en-GB');

/** `in 2 days`, `in 26 hours`, `in 12 minutes`, `now`, `40 minutes ago`. @param ms from now, negative for the past */
export function untilWords(ms: number): string {
  const away = Math.abs(ms);
  const fits = UNITS.find(({ size, least }) => Math.round(away / size) >= least);
  return fits === undefined ? 'now' : format.format(Math.sign(ms) * Math.round(away / fits.size), fits.unit);
}

/** Until a deadline: `23 hours 59 minutes`, never more than there is. */
export function leftWords(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  return minutes <= 0 ? 'less than a minute' : hoursAndMinutes(minutes);
}

/**
 * Of what takes its time, rather too long than too short: `about 40 seconds`, `about 4 minutes`, `about 2 hours 10
 * minutes`.
 */
export function aboutWords(seconds: number): string {
  if (seconds <= 90) return `about ${amount(Math.max(10, Math.ceil(seconds / 10) * 10), 'second')}`;
  const minutes = Math.ceil(seconds / 60);
  return `about ${minutes < 90 ? amount(minutes, 'minute') : hoursAndMinutes(Math.ceil(minutes / 10) * 10)}`;
}

function hoursAndMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? amount(hours, 'hour') : '', rest > 0 ? amount(rest, 'minute') : '']
    .filter(Boolean)
    .join(' ');
}

function amount(count: number, unit: string): string {
  return `${count} ${count === 1 ? unit : `${unit}s`}`;
}
