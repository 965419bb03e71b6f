import type { BatchStep } from './batch-step.ts';

/** How many lanes there may be. */
export interface CrewSize {
  /** At work at once: claiming, sealing, writing, or waiting for their send time. */
  readonly atWork: number;
  /** With those that only wait for an answer. */
  readonly most: number;
}

/** One of them. */
export interface Lane {
  /** From 0; no two have the same. */
  readonly number: number;
  /** Whether it should look for a batch before it tries to claim its first one. */
  readonly looks: boolean;
  /** Whether there are enough without it: then it must end, and is not counted any more. Asked while it has no batch. */
  isOneTooMany(): boolean;
}

/**
 * The lanes of one call: as many as are at work at once, and one more for each that only waits for an answer. So what is
 * under way grows with the time that answers take and with the rate at which batches are written, and with nothing else.
 */
export interface LaneCrew {
  /** Begins the first lanes. @returns when the last one has ended */
  run(): Promise<void>;
  /**
   * A lane has written its batch and waits for the answer: another one takes its place.
   * @param looks as in Lane, for that one
   * @returns what the lane calls when it is back
   */
  leave(looks: boolean): () => void;
  /** How many may be under way follows what an attempt came to: one more after each yes, half after one without yes or no. */
  learn(step: BatchStep): void;
}

/** A no to a reader or to an address is no reason to go slower. */
const TROUBLE: ReadonlySet<BatchStep['kind']> = new Set(['later', 'uncertain', 'blocked']);

/** @param run runs one lane, and never fails */
export function createLaneCrew({ atWork, most }: CrewSize, run: (lane: Lane) => Promise<void>): LaneCrew {
  const over = Promise.withResolvers<void>();
  let [begun, running, counted, away, welcome] = [0, 0, 0, 0, atWork];

  const begin = async (looks: boolean) => {
    running += 1;
    counted += 1;
    let isCounted = true;
    const drop = () => {
      if (isCounted) counted -= 1;
      isCounted = false;
    };
    const isOneTooMany = () => {
      const isTooMany = counted - away > atWork || counted > welcome;
      // At once: many may be back at the same time, and not all of them may go.
      if (isTooMany) drop();
      return isTooMany;
    };
    await run({ number: begun++, looks, isOneTooMany });
    drop();
    running -= 1;
    if (running === 0) over.resolve();
  };

  return {
    run: () => {
      for (let lane = 0; lane < atWork; lane++) void begin(true);
      return over.promise;
    },
    leave: looks => {
      away += 1;
      if (counted < welcome && counted - away < atWork) void begin(looks);
      return () => {
        away -= 1;
      };
    },
    learn: step => {
      if (step.kind === 'settled' && step.taken > 0) welcome = Math.min(most, welcome + 1);
      else if (TROUBLE.has(step.kind)) welcome = Math.max(atWork, Math.floor(welcome / 2));
    },
  };
}
