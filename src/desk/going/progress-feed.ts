import { setTimeout } from 'node:timers/promises';
import type { Progress } from './progress.ts';

/** Streams open at any time, over all issues: an editor has a few tabs, and nobody has fifty. */
const MOST_WATCHERS = 24;

/** One who watches an issue go out. */
export interface Watcher {
  /** The newest look that this one has not had; null when the issue is gone or the look failed. */
  next(): Promise<Progress | null>;
  leave(): void;
}

export interface ProgressFeed {
  /** Null when too many watch already. */
  join(week: string): Watcher | null;
}

/** Looks at an issue once a turn for everybody who watches it, and not at all while nobody does. */
export function progressFeed(
  look: (week: string) => Promise<Progress | null>,
  everyMs: number,
): ProgressFeed {
  const seats = new Map<string, Set<(seen: Progress | null) => void>>();
  const run = async (week: string, watchers: Set<(seen: Progress | null) => void>) => {
    while (watchers.size > 0) {
      const seen = await look(week).catch(() => null);
      for (const tell of watchers) tell(seen);
      if (watchers.size > 0) await setTimeout(everyMs);
    }
    if (seats.get(week) === watchers) seats.delete(week);
  };
  return {
    join: week => {
      const taken = [...seats.values()].reduce((sum, watchers) => sum + watchers.size, 0);
      if (taken >= MOST_WATCHERS) return null;
      const known = seats.get(week);
      const watchers = known ?? new Set();
      const { watcher, tell } = takeSeat(() => watchers.delete(tell));
      watchers.add(tell);
      if (!known) {
        seats.set(week, watchers);
        void run(week, watchers);
      }
      return watcher;
    },
  };
}

/** Keeps the newest look alone: who reads slowly misses some, and nothing piles up. */
function takeSeat(leave: () => void) {
  let waiting: ((seen: Progress | null) => void) | undefined;
  let newest: { readonly seen: Progress | null } | undefined;
  const tell = (seen: Progress | null) => {
    if (waiting) waiting(seen);
    else newest = { seen };
    waiting = undefined;
  };
  const watcher: Watcher = {
    next: () => {
      if (newest) {
        const { seen } = newest;
        newest = undefined;
        return Promise.resolve(seen);
      }
      return new Promise(resolve => {
        waiting = resolve;
      });
    },
    leave: () => {
      leave();
      tell(null);
    },
  };
  return { watcher, tell };
}
