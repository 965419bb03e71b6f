import { openApp } from '../compose.ts';
import { EXIT } from '../exit.ts';
import { startWorker } from '../scheduler.ts';
import { keepHeapSmall } from './small-heap.ts';
import { whenAskedToEnd } from './with-app.ts';

/** The sender alone, until SIGINT or SIGTERM. */
export async function worker(): Promise<number> {
  keepHeapSmall();
  const app = await openApp();
  const running = startWorker(app);
  app.log.info({ owner: app.owner }, 'worker is up');
  await new Promise<void>(whenAskedToEnd);
  await running.stop();
  await app.close();
  return EXIT.done;
}
