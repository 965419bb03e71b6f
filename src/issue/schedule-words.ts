const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * When issues come, in words for readers: "every Thursday at 09:00 (UTC)". An expression that is not simply one weekday
 * and one time is "once a week".
 * @param zone whose time it is: a zone, or `your local time`
 */
export function scheduleWords(cron: string, zone: string): string {
  const match = /^(?:0\s+)?(\d{1,2})\s+(\d{1,2})\s+\*\s+\*\s+([0-7]|[A-Za-z]{3,})$/.exec(cron.trim());
  const [, minute = '', hour = '', day = ''] = match ?? [];
  const name = /^\d$/.test(day)
    ? DAYS[Number(day) % 7]
    : DAYS.find(candidate => candidate.toLowerCase().startsWith(day.toLowerCase()));
  if (!match || !name) return 'once a week';
  return `every ${name} at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')} (${zone})`;
}
