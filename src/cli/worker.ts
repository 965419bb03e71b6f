import { openApp } from '../compose.ts';
import { VERSION } from '../machine/version.ts';
import { startWorker } from '../scheduler.ts';
import { endProcess, untilOver } from './asked-to-end.ts';
import { SENDERS_CACHE_KB } from './senders-cache.ts';
import { endSignal } from './with-app.ts';
import { letYoungGrow } from './young-heap.ts';

/** The sender alone, until SIGINT or SIGTERM. */
export async function worker(): Promise<number> {
  const app = await openApp({ cacheKb: SENDERS_CACHE_KB });
  const asked = endSignal();
  for (const note of app.settings.notes) app.log.info(note);
  letYoungGrow();
  const running = startWorker(app);
  app.log.info({ owner: app.owner, version: VERSION }, 'worker is up');
  return endProcess(app, await untilOver(app, asked, () => running.stop()));
}
