import { hash } from 'node:crypto';

/**
 * The arm that a reader of a trial draws. It follows from the seed and the reader alone, so that a kill, a second look and a
 * rebuild draw the same; whether somebody takes part and which arm they draw come from different parts of the digest, so that
 * a larger share takes readers in and moves nobody.
 * @param seed the trial's own: a new one each issue, or the same readers would try every week
 * @param subscriberKey what the reader is known by, the same for good
 * @param share part of the audience that is on trial, between 0 (nobody) and 1 (everybody)
 * @param arms how many subjects are tried, at least 1
 * @returns from 0 to `arms - 1`; null for the rest, who wait for what the trial finds
 */
export function armOf(seed: string, subscriberKey: string, share: number, arms: number): number | null {
  // As JSON: no seed and reader together read like another seed and another reader.
  const drawn = hash('sha256', JSON.stringify([seed, subscriberKey]), 'buffer');
  if (drawn.readUIntBE(0, LOT_BYTES) >= share * LOTS) return null;
  return Math.floor((drawn.readUIntBE(LOT_BYTES, LOT_BYTES) / LOTS) * arms);
}

/** As many as a double holds exactly: with these no arm is favoured by more than one in 10¹³. */
const LOT_BYTES = 6;
const LOTS = 2 ** (8 * LOT_BYTES);
