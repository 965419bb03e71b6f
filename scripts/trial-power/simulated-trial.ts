import type { TrialReader } from '../../src/issue/trial/trial-reader.ts';
import type { Dice } from '../dice.ts';

/** A trial as it might go. */
export interface Scenario {
  readonly readers: number;
  /** Part of the readers who act within `WAIT_MS`, by arm. */
  readonly shares: readonly number[];
  readonly send: Send;
  /** Whether nobody clicks by night: what would have come then comes early in the morning. */
  readonly nights: boolean;
}

/**
 * at once     batches of a hundred, the arms in turn, five batches a second
 * slow        one batch of ten each ten seconds, the arms in turn: hours
 * zones       at nine in three parts of the world, which click more or less readily
 * lopsided    at once, but the first arm got only a fifth of the readers
 */
export const SENDS = ['at once', 'slow', 'zones', 'lopsided'] as const;
export type Send = (typeof SENDS)[number];

export const HOUR_MS = 3_600_000;
const WAIT_MS = 4 * HOUR_MS;
/** Nine in the morning. */
const START = 9 * HOUR_MS;

/** @returns when the trial has been going on for `WAIT_MS` in all parts of the world */
export function endOf({ send }: Scenario): number {
  return START + WAIT_MS + (send === 'zones' ? 2 * ZONE_MS : 0);
}

/** The readers of a trial with all that they ever do. */
export function simulated(scenario: Scenario, dice: Dice): TrialReader[] {
  const { readers, shares, send, nights } = scenario;
  const arms = shares.length;
  const sent = shares.map(() => 0);
  return Array.from({ length: readers }, (_, reader) => {
    const first = send === 'lopsided' && dice.chance(0.2);
    const arm = first ? 0 : send === 'lopsided' ? 1 + dice.below(arms - 1) : dice.below(arms);
    const zone = send === 'zones' ? reader % 3 : 0;
    const place = sent[arm] ?? 0;
    sent[arm] = place + 1;
    const at = START + zone * ZONE_MS + sentAfter(send, place, arm, arms);
    // Some click thrice as readily as others, wherever a part of the world or an interest makes them.
    const eager = (send === 'zones' ? zone : reader % 3) * 0.5 + 0.5;
    if (!dice.chance(Math.min(1, ((shares[arm] ?? 0) * eager) / WITHIN_WAIT)))
      return { arm, at, actedAt: null };
    const clicked = at + delay(dice);
    // Half of the providers tell the second only.
    return {
      arm,
      at,
      actedAt: nights ? morningAfter(clicked) : clicked - (clicked % (reader % 2 ? 1_000 : 1)),
    };
  });
}

const ZONE_MS = 5 * HOUR_MS;

function sentAfter(send: Send, place: number, arm: number, arms: number): number {
  const [size, every] = send === 'slow' ? [10, 10_000] : [100, 200];
  return (Math.floor(place / size) * arms + arm) * every;
}

/**
 * How long after the mail those click who ever do: 32 of 100 within an hour, 53 within four, 82 within a day (GetResponse, seven
 * billion mails of 2022), 100 within three days.
 */
function delay(dice: Dice): number {
  const drawn = dice.next();
  const end = COURSE.findIndex(({ part }) => drawn < part);
  const from = COURSE[end - 1] ?? { part: 0, hours: 0 };
  const to = COURSE[end] ?? from;
  const hours = from.hours + ((drawn - from.part) / (to.part - from.part)) * (to.hours - from.hours);
  return Math.round(10_000 + hours * HOUR_MS);
}

const WITHIN_WAIT = 0.53;
const COURSE = [
  { part: 0.32, hours: 1 },
  { part: WITHIN_WAIT, hours: 4 },
  { part: 0.82, hours: 24 },
  { part: 1, hours: 72 },
];

/** By night and over lunch nobody looks; then all at once do. */
function morningAfter(time: number): number {
  const ofDay = time % (24 * HOUR_MS);
  if (ofDay >= 22 * HOUR_MS) return time - ofDay + 31 * HOUR_MS + (ofDay % 60_000);
  if (ofDay < 7 * HOUR_MS) return time - ofDay + 7 * HOUR_MS + (ofDay % 60_000);
  return ofDay >= 12 * HOUR_MS && ofDay < 13 * HOUR_MS ? time - ofDay + 13 * HOUR_MS + (ofDay % 1_000) : time;
}
