import type { App } from '../compose.ts';
import { EXIT } from '../exit.ts';
import { endSignal } from './with-app.ts';

/** How long what is under way may take once the process is asked to end, ms. What is cut off then is asked again with the same key. */
const DRAIN_MS = 4_000;
/** Database and mail API are closed politely for so long, ms. */
const CLOSE_MS = 1_500;

/** Resolves when the signal aborts. */
function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/**
 * Waits until the process is asked to end, or its database is gone from under it, and lets what is under way end.
 * @param stop starts nothing new any more
 * @returns the exit code
 */
export async function untilOver(app: App, stop: () => Promise<unknown>): Promise<number> {
  const asked = endSignal();
  const lost = await Promise.race([aborted(asked), app.lost]);
  if (lost) console.error(lost.message);
  app.log.info('ending: no new batch is begun, what is under way is finished');
  const outcome = await untilDrained(stop(), AbortSignal.abort()).catch(error =>
    app.log.warn({ err: error }, 'ending'),
  );
  if (outcome === 'cut') app.log.warn('something under way did not end in time and is left as it is');
  return lost ? lost.exitCode : EXIT.done;
}

/**
 * What `work` comes to; or 'cut' where the process is asked to end and it does not end soon after, such as when a database
 * or a mail API has gone silent. It still goes on then, so `endProcess` comes next.
 */
export async function untilDrained<T>(work: Promise<T>, signal: AbortSignal): Promise<T | 'cut'> {
  const done = new AbortController();
  const late = aborted(signal).then(() => elapsed(DRAIN_MS, done.signal));
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
    // After a cut nobody listens any more.
    work.catch(() => undefined);
  }
}

/** Closes the app, waits for nobody who does not let go of it, and ends: an open connection must not keep the process. */
export async function endProcess(app: App, code: number): Promise<never> {
  const closed = app.close().catch(error => app.log.warn({ err: error }, 'closing'));
  await Promise.race([closed, elapsed(CLOSE_MS, new AbortController().signal)]);
  process.exit(code);
}

function elapsed(ms: number, unless: AbortSignal): Promise<'cut'> {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve('cut'), ms);
    unless.addEventListener('abort', () => clearTimeout(timer));
    if (unless.aborted) clearTimeout(timer);
  });
}
