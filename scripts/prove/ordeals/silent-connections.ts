import type { Ordeal } from '../ordeal.ts';
import { type SilentWire, silentWire } from '../silent-wire.ts';
import type { Stage } from '../stage.ts';

/** How often in a round everything that stands goes silent. */
const TIMES = 2;

/** What stands between the senders and the API or the database carries nothing any more. */
export async function silentConnections(
  stage: Stage,
  name: 'silent connections' | 'silent database',
): Promise<Ordeal & { close(): Promise<void> }> {
  const setting = name === 'silent connections' ? 'RESEND_BASE_URL' : 'DATABASE_URL';
  const target = new URL(stage.place.settings[setting] ?? '');
  const wire: SilentWire = await silentWire({ host: target.hostname, port: Number(target.port) });
  const through = Object.assign(new URL(target), { port: String(wire.port) }).href;
  stage.place = { ...stage.place, settings: { ...stage.place.settings, [setting]: through } };
  const first = 1 + stage.dice.below(6);
  const then = 2 + stage.dice.below(6);
  let times = 0;
  return {
    name,
    run: async over => {
      for (let time = 0; time < TIMES; time++) {
        if (!(await stage.afterRequests(time === 0 ? first : then, over))) return;
        times += wire.forget();
      }
    },
    attend: async () => false,
    times: () => times,
    mayBeUncertain: () => false,
    wrongs: () => [],
    close: wire.close,
  };
}
