/**
 * Kept below the limit: as much of a second as is left over, one request may be later than another and both still be counted
 * in seconds that do not hold too many (docs/decisions/198).
 */
const SHARE_OF_LIMIT = 0.97;
/** Less after the API has said "too fast" all the same: requests come unevenly, or others use its account too. */
const EASED_BY = 0.05;
const LEAST_SHARE = 0.5;
const MOST_STEPS = Math.ceil((SHARE_OF_LIMIT - LEAST_SHARE) / EASED_BY);
/** Said within so long, it is about the same requests. */
const TOGETHER_MS = 1_500;
/** So long without it, and a step is taken back. */
const CALM_MS = 60_000;

/** How much of the API's limit a process uses. */
export interface LimitShare {
  /** Between 0 and 1. */
  part(): number;
  /** The API said "too fast" although nobody was. @returns whether the share is less now */
  isEased(): boolean;
  /** It answered otherwise. @returns whether a step is taken back: it is a while since it said so */
  isBack(): boolean;
}

export function createLimitShare(now: () => number): LimitShare {
  let steps = 0;
  /** When it was told last, or a step was taken back. */
  let saidAt = 0;
  const since = () => now() - saidAt;
  return {
    part: () => Math.max(LEAST_SHARE, SHARE_OF_LIMIT - steps * EASED_BY),
    isEased: () => {
      if (since() < TOGETHER_MS) return false;
      saidAt = now();
      const isEased = steps < MOST_STEPS;
      if (isEased) steps += 1;
      return isEased;
    },
    isBack: () => {
      if (steps === 0 || since() <= CALM_MS) return false;
      saidAt = now();
      steps -= 1;
      return true;
    },
  };
}
