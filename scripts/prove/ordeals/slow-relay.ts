import type { Ordeal } from '../ordeal.ts';
import type { Stage } from '../stage.ts';

/** Longer than the lease of two seconds: 16 s after the final dot, in small. */
const SLOW_MS = 2_600;

/** A relay that takes its time over some mails after the final dot. */
export function slowRelay(stage: Stage): Ordeal {
  const { relay } = stage.provider;
  const slow = new Set(stage.dice.some(stage.plainReaders, 3));
  let times = 0;
  if (relay) {
    relay.answer = (step, to) => {
      if (step !== '.' || !slow.has(to)) return null;
      times += 1;
      return { afterMs: SLOW_MS };
    };
  }
  return {
    name: 'slow relay',
    run: async () => {},
    attend: async () => false,
    times: () => times,
    mayBeUncertain: () => false,
    wrongs: () => [],
  };
}
