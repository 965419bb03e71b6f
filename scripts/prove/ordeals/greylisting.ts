import type { Ordeal } from '../ordeal.ts';
import type { Stage } from '../stage.ts';
import { letPass } from '../stored-times.ts';

const GREY = '451 4.7.1 Greylisted, please try again later';
/** The first wait of a reader's own is five minutes. */
const WAIT_MS = 6 * 60_000;

/** Some readers' servers want the first attempt later: those wait, the others must not. */
export function greylisting(stage: Stage): Ordeal {
  const { provider, plainReaders } = stage;
  const { relay } = provider;
  const grey = new Set(stage.dice.some(plainReaders, 5));
  const seen = new Set<string>();
  const tooSoon: string[] = [];
  if (relay) {
    relay.answer = (step, to) => {
      if (step !== 'RCPT' || !grey.has(to) || seen.has(to)) return null;
      seen.add(to);
      return GREY;
    };
  }
  return {
    name: 'greylisting',
    run: async () => {},
    attend: async outcome => {
      if (outcome.kind !== 'unfinished') return false;
      // Whoever leaves it at that has mailed everybody else, up to what a kill has left unclear.
      const tried = new Set(relay?.onTheWire().map(({ to }) => to));
      const waiting = plainReaders.filter(to => !grey.has(to) && !tried.has(to));
      if (waiting.length > 0) {
        tooSoon.push(`${waiting.length} readers waited for those on a grey list`);
        return false;
      }
      await letPass(stage.store, WAIT_MS);
      return true;
    },
    times: () => seen.size,
    mayBeUncertain: () => false,
    wrongs: said => [
      ...tooSoon,
      ...(said.some(({ msg }) => msg === 'everybody waits') ? ['everybody waited for a grey list'] : []),
    ],
  };
}
