import { openApp } from '../compose.ts';
import { EXIT } from '../exit.ts';
import { startWorker } from '../scheduler.ts';
import { keepHeapSmall } from './small-heap.ts';

/** The sender alone, until SIGINT or SIGTERM. */
export async function worker(): Promise<number> {
  keepHeapSmall();
  const app = await openApp();
  const running = startWorker(app);
  app.log.info({ owner: app.owner }, 'worker is up');
  await new Promise<void>(resolve => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve());
  });
  await running.stop();
  await app.close();
  return EXIT.done;
}
