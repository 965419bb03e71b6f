const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const CLOCK = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]m)?)?`;
/** `Z`, `UTC`, `+02:00`, `+0000 UTC` as Go writes it; without one it is UTC. */
const ZONE = String.raw`\s*(?:(Z|UTC|GMT)|([+-]\d{2}):?(\d{2})(?:\s+[A-Z+-][\w+:-]*)?)?`;

const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${CLOCK}${ZONE}$`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})${CLOCK}${ZONE}$`, 'i');
const IN_WORDS = new RegExp(
  String.raw`^([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${CLOCK}${ZONE}$`,
  'i',
);
const EPOCH = /^\d{10}(?:\d{3})?$/;

/**
 * A day as exports write it. Of `03/04/2021` nobody can say whether it is in March or April: then there is none, for a
 * wrong day of consent is worse than no day.
 * @returns epoch ms; null for what is no day between 1990 and 2099
 */
export function readToldDate(text: string): number | null {
  const told = readTold(text);
  return told === null ? null : plausible(told.local - told.ahead);
}

/**
 * The day as it is written, whatever its zone.
 * @returns YYYY-MM-DD; null as `readToldDate`
 */
export function readToldDay(text: string): string | null {
  const told = readTold(text);
  if (told === null || plausible(told.local) === null) return null;
  return new Date(told.local).toISOString().slice(0, 10);
}

/** ms; `local`: what a clock there showed, `ahead`: how far it is ahead of UTC. */
interface ToldTime {
  readonly local: number;
  readonly ahead: number;
}

function readTold(text: string): ToldTime | null {
  const given = text.trim();
  if (EPOCH.test(given)) {
    return { local: Number(given) * (given.length === 10 ? 1_000 : 1), ahead: 0 };
  }
  const first = YEAR_FIRST.exec(given);
  if (first) return instant([first[1], first[2], first[3]], first.slice(4));
  const last = YEAR_LAST.exec(given);
  if (last) return yearLast(last);
  const words = IN_WORDS.exec(given);
  if (!words) return null;
  const month = MONTHS.indexOf((words[1] ?? '').toLowerCase()) + 1;
  return month === 0 ? null : instant([words[3], String(month), words[2]], words.slice(4));
}

function yearLast([, one = '', separator, two = '', year, ...rest]: RegExpExecArray): ToldTime | null {
  // With dots the day comes first wherever it is written so; else only a number above 12 tells.
  if (separator === '.' || Number(one) > 12) return instant([year, two, one], rest);
  if (Number(two) > 12 || one === two) return instant([year, one, two], rest);
  return null;
}

type Text = string | undefined;

function instant([year, month, day]: readonly [Text, Text, Text], rest: readonly Text[]): ToldTime | null {
  const [hour = '0', minute = '0', second = '0', half, , zoneHours, zoneMinutes = '0'] = rest;
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hour);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const date = new Date(
    Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(second)),
  );
  // 31 February would come out as a day in March.
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  const ahead =
    zoneHours === undefined
      ? 0
      : Number(zoneHours) * 60 + Math.sign(Number(`${zoneHours}1`)) * Number(zoneMinutes);
  return { local: date.getTime(), ahead: ahead * 60_000 };
}

const FIRST = Date.UTC(1990, 0);
const LAST = Date.UTC(2100, 0);

function plausible(at: number): number | null {
  return at >= FIRST && at < LAST ? at : null;
}
