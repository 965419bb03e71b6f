import type { Ordeal } from '../ordeal.ts';
import { type SilentWire, silentWire } from '../silent-wire.ts';
import type { Stage } from '../stage.ts';

/** How often in a round everything that stands goes silent. */
const TIMES = 2;
/** 50 s in truth: longer than the server may take over a statement, on a busy machine too. */
const SILENT_MS = 10_000;

/** What stands between the senders and the API or the database carries nothing any more. */
export async function silentConnections(
  stage: Stage,
  name: 'silent connections' | 'silent database',
): Promise<Ordeal & { close(): Promise<void> }> {
  const setting = name === 'silent connections' ? 'RESEND_BASE_URL' : 'DATABASE_URL';
  const target = new URL(stage.place.settings[setting] ?? '');
  const wire: SilentWire = await silentWire({ host: target.hostname, port: Number(target.port) });
  const through = Object.assign(new URL(target), { port: String(wire.port) }).href;
  const settings = { ...stage.place.settings, [setting]: through };
  stage.place = { ...stage.place, settings, silentMs: SILENT_MS };
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
    // `send` has ended with words and may be called again.
    attend: async ({ kind }) => times > 0 && name === 'silent database' && kind === 'database_fault',
    times: () => times,
    ...(name === 'silent database' && { silentMs: TIMES * SILENT_MS }),
    mayBeUncertain: () => false,
    wrongs: () => [],
    close: wire.close,
  };
}
