import { scaleLinear, scaleUtc } from 'd3-scale';
import { Temporal } from 'temporal-polyfill';
import type { Words } from '../../words/words.ts';

/** A tick: where it stands on the drawing, and what is written at it. */
export interface Tick {
  readonly at: number;
  readonly words: string;
}

/** Turns values into places along one side of a panel, never beyond its ends. */
export interface Scale {
  place(value: number): number;
  readonly ticks: readonly Tick[];
}

/**
 * For counts, from zero to a round number that is at least the largest. Ticks are whole.
 * @param range where zero stands, and where the largest does
 */
export function countScale(largest: number, range: readonly [number, number], wanted = 4): Scale {
  const scale = scaleLinear()
    .domain([0, Math.max(1, finite(largest))])
    .nice(wanted)
    .range(range)
    .clamp(true);
  const ticks = scale.ticks(wanted).filter(Number.isInteger);
  return {
    place: value => scale(finite(value)),
    ticks: ticks.map(tick => ({ at: scale(tick), words: tick.toLocaleString('en') })),
  };
}

/** For counts on both sides of zero: those that go up, and those that go down. Ticks are whole and say how many. */
export function balanceScale(up: number, down: number, range: readonly [number, number]): Scale {
  const scale = scaleLinear()
    .domain([-finite(down), Math.max(1, finite(up))])
    .nice(3)
    .range(range)
    .clamp(true);
  return {
    place: value => scale(finite(value)),
    ticks: scale
      .ticks(3)
      .filter(Number.isInteger)
      .map(tick => ({ at: scale(tick), words: Math.abs(tick).toLocaleString('en') })),
  };
}

/** For shares from none to all, in quarters. */
export function shareScale(range: readonly [number, number], words: Words): Scale {
  const scale = scaleLinear().domain([0, 1]).range(range).clamp(true);
  return {
    place: value => scale(finite(value)),
    ticks: [0, 0.25, 0.5, 0.75, 1].map(tick => ({
      at: scale(tick),
      words: words.say('common.percent', { percent: tick * 100 }),
    })),
  };
}

const TIMES = ['none', 'as usual', 'twice', 'three times', 'four times'];

/** For how many times the usual a number is: from none to at least twice, at most four times; what is more stands at the end. */
export function timesScale(furthest: number, range: readonly [number, number]): Scale {
  const last = Math.min(TIMES.length - 1, Math.max(2, Math.ceil(finite(furthest))));
  const scale = scaleLinear().domain([0, last]).range(range).clamp(true);
  return {
    place: times => scale(finite(times)),
    ticks: TIMES.slice(0, last + 1).map((words, times) => ({ at: scale(times), words })),
  };
}

/** For steps that are counted, each in the middle of its share of the range. @param step how wide each may be drawn */
export function stepScale(
  steps: number,
  [from, to]: readonly [number, number],
): { place(index: number): number; readonly step: number } {
  const step = (to - from) / Math.max(1, steps);
  return { place: index => from + step * (finite(index) + 0.5), step };
}

/**
 * For instants, with ticks at round times of a zone's clock.
 * @param span epoch ms
 */
export function timeScale(
  span: { readonly from: number; readonly to: number },
  range: readonly [number, number],
  { zone, words }: { readonly zone: string; readonly words: Words },
  wanted = 5,
): Scale {
  const wall = (at: number) => wallClock(finite(at), zone);
  const from = wall(span.from);
  const to = Math.max(from + 1, wall(span.to));
  const scale = scaleUtc().domain([from, to]).range(range).clamp(true);
  return {
    place: at => scale(wall(at)),
    ticks: scale.ticks(wanted).map(tick => ({ at: scale(tick), words: clockWords(tick, words) })),
  };
}

/** What a zone's clock shows, as if it were UTC: so that round times of the zone are round ones of the scale. */
function wallClock(at: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.round(at)).toZonedDateTimeISO(zone);
  return local.toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds;
}

/** `26 Nov` at midnight, `09:30`, `09:30:05`. */
function clockWords(tick: Date, words: Words): string {
  const text = tick.toISOString();
  const time = text.slice(11, 19);
  if (time === '00:00:00') {
    const month = words.patterns('common.months')[tick.getUTCMonth()] ?? '';
    return words.say('common.day-of-year', { day: tick.getUTCDate(), month });
  }
  return time.endsWith(':00') ? time.slice(0, 5) : time;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
