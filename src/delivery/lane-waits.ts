import { waitUntil } from './wait-until.ts';

/** The lanes of one call that wait, for a batch to take or, having seen one, for their send time. */
export interface LaneWaits {
  /** A batch was answered: who sleeps looks again. */
  wake(): void;
  /** Until `instant` (epoch ms), until a batch is answered, or until the signal. */
  sleep(instant: number, now: () => number, signal: AbortSignal): Promise<void>;
  /**
   * Before a lane waits for a send time, which only a claim makes good use of.
   * @param countDue how many batches may be claimed now; asked only where other lanes are on their way to one
   * @returns null where each of them has its lane already; else what the lane calls, once or more, when it has claimed or not
   */
  enter(countDue: () => Promise<number>): Promise<(() => void) | null>;
}

export function createLaneWaits(): LaneWaits {
  const sleepers = new Set<AbortController>();
  let onTheirWay = 0;
  return {
    wake: () => {
      for (const sleeper of sleepers) sleeper.abort();
    },
    sleep: async (instant, now, signal) => {
      const woken = new AbortController();
      sleepers.add(woken);
      await waitUntil(instant, now, AbortSignal.any([signal, woken.signal]));
      sleepers.delete(woken);
    },
    enter: async countDue => {
      // Compared afterwards with how many are on their way then: nothing comes between that and our own step.
      if (onTheirWay > 0 && (await countDue()) <= onTheirWay) return null;
      onTheirWay += 1;
      let isIn = true;
      return () => {
        if (isIn) onTheirWay -= 1;
        isIn = false;
      };
    },
  };
}
