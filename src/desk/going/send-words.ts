import { onTheClock } from '../../issue/wall-time.ts';
import type { SendCourse } from '../../newsroom/going/send-course.ts';
import { count, countOf } from '../count.ts';

/** In which a rate is told: what a person would count in, for a send of that length. */
export interface RateUnit {
  readonly words: 'second' | 'minute' | 'hour';
  readonly ms: number;
}

/** One breath, or a single slice, is told in words alone. */
const FEWEST_BUSY = 2;

export function rateUnit({ slices, sliceMs }: SendCourse): RateUnit {
  const span = slices.length * sliceMs;
  if (span < 180_000) return { words: 'second', ms: 1_000 };
  return span < 3 * 3_600_000 ? { words: 'minute', ms: 60_000 } : { words: 'hour', ms: 3_600_000 };
}

/** Readers handed over in a slice, by the unit. */
export function rateIn(handed: number, { sliceMs }: SendCourse, unit: RateUnit): number {
  return (handed * unit.ms) / sliceMs;
}

/** Whether there is a course to draw, and not only a moment. */
export function isDrawn({ slices }: SendCourse): boolean {
  return slices.filter(({ handed }) => handed > 0).length >= FEWEST_BUSY;
}

/** How it went, in one sentence or two. @param zone IANA, in which the clock is read */
export function sendGist(course: SendCourse, zone: string): string {
  const { handed, left, from, sliceMs, slices } = course;
  if (handed === 0) return 'Nothing has been handed over yet.';
  const before = left > 0 ? ` of ${count(handed + left)}` : '';
  const rest = left > 0 ? ` ${count(left)} ${left === 1 ? 'is' : 'are'} still to go.` : '';
  const done = `${count(handed)}${before} ${handed + left === 1 ? 'mail was' : 'mails were'} handed over`;
  if (!isDrawn(course)) return `${done} in one go.${rest}`;
  const unit = rateUnit(course);
  const fastest = slices.reduce(
    (best, slice, at) => (slice.handed > (slices[best]?.handed ?? 0) ? at : best),
    0,
  );
  const rate = Math.max(1, Math.round(rateIn(slices[fastest]?.handed ?? 0, course, unit)));
  const at = onTheClock(from + fastest * sliceMs, zone).time;
  return `${done} in ${lengthWords(slices.length * sliceMs)}, peaking at ${count(rate)} a ${unit.words} at ${at}.${rest}`;
}

/** `40 seconds`, `12 minutes`, `26 hours`. */
function lengthWords(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 90) return countOf(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? countOf(minutes, 'minute') : countOf(Math.round(minutes / 60), 'hour');
}
