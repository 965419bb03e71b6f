import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * What batches under way hold lives longer than a young generation of 2 MB takes to fill, and is copied in vain: a tenth of
 * what a send of 100,000 takes. At 8 MB it is half of that, for a megabyte more in all (docs/decisions/212).
 */
const MOST_YOUNG_BYTES = 8 * 1_024 * 1_024;

/**
 * Lets V8's young generation grow to what sending needs. Before, while a process loads, it stays as it begins
 * (`sender-flags.mjs`), because what has grown is not given back.
 */
export function letYoungGrow(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
  new PerformanceObserver((_, observer) => {
    if (youngBytes() < MOST_YOUNG_BYTES) return;
    observer.disconnect();
    setFlagsFromString('--semi-space-growth-factor=1');
  }).observe({ type: 'gc' });
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
