import type { TrialReader } from './trial-reader.ts';

/** Readers who acted equally long after their mail, of those who got it at about the same time. */
export interface Acts {
  /** When every arm had the time for it, epoch ms. */
  readonly countsAt: number;
  /** How many acted, by arm. */
  readonly acted: readonly number[];
  /** How many had not acted before, by arm. */
  readonly atRisk: readonly number[];
}

/**
 * Readers are compared only with those who got their mail within the same ten minutes: not one hour of the day with another, nor
 * one part of the world with another. Sends that go on for longer are compared piece by piece, as long as the arms take turns.
 */
export const TOGETHER_MS = 10 * 60_000;

/** A click counts only when what follows it can no longer show that a machine made it, and when late news of it has come. */
export const SETTLED_MS = 2 * 60_000;

/**
 * All that a look may go by, in the order in which it came to count. The clock of each reader starts with the mail: half of all
 * clicks come within hours, so an arm sent five minutes later would else look better for as long. An act counts when those who got
 * their mail last in the same ten minutes have had it as long, which makes the order one that no later look changes: what a
 * bet on each next act needs to be fair at any look.
 * @param now the instant of the look, epoch ms
 */
export function* actsInOrder(readers: Iterable<TrialReader>, arms: number, now: number): Generator<Acts> {
  const mailed = [...readers].filter(({ at }) => at <= now);
  const starts = startsOf(mailed);
  const atRisk = starts.map(() => Array.from({ length: arms }, () => 0));
  const acts: Act[] = [];
  for (const { arm, at, actedAt } of mailed) {
    const group = groupAt(starts, at);
    const counts = atRisk[group];
    if (counts?.[arm] === undefined) throw new Error(`A trial of ${arms} arms has no arm ${arm}`);
    counts[arm] += 1;
    if (actedAt === null) continue;
    const countsAt = (starts[group] ?? 0) + TOGETHER_MS + Math.max(0, actedAt - at) + SETTLED_MS;
    if (countsAt <= now) acts.push({ countsAt, group, arm });
  }
  acts.sort((one, other) => one.countsAt - other.countsAt || one.group - other.group);
  for (let next = 0; next < acts.length; ) {
    const { countsAt, group } = acts[next] as Act;
    const acted = Array.from({ length: arms }, () => 0);
    for (let act = acts[next]; act?.countsAt === countsAt && act.group === group; act = acts[next]) {
      acted[act.arm] = (acted[act.arm] ?? 0) + 1;
      next += 1;
    }
    const left = atRisk[group] ?? [];
    yield { countsAt, acted, atRisk: [...left] };
    for (const [arm, count] of acted.entries()) left[arm] = (left[arm] ?? 0) - count;
  }
}

interface Act {
  readonly countsAt: number;
  /** Which ten minutes the reader's mail went out in. */
  readonly group: number;
  readonly arm: number;
}

/** When each group begins: with the first mail that is ten minutes after the begin of the one before, or more. */
function startsOf(readers: readonly TrialReader[]): number[] {
  const times = Float64Array.from(readers, ({ at }) => at).sort();
  const starts: number[] = [];
  for (const time of times) {
    const last = starts.at(-1);
    if (last === undefined || time >= last + TOGETHER_MS) starts.push(time);
  }
  return starts;
}

/** The last group that begins at a time or before it. */
function groupAt(starts: readonly number[], time: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
