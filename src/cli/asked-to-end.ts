import type { App } from '../compose.ts';
import { EXIT } from '../exit.ts';

/** How long what is under way may take once the process is asked to end, ms. What is cut off then is asked again with the same key. */
const DRAIN_MS = 4_000;
/** For mails that can never be asked about again: what a mail server may take over them, ms. */
const LONGEST_DRAIN_MS = 12 * 60_000;
const LOOK_MS = 250;
/** Database and mail API are closed politely for so long, ms. */
const CLOSE_MS = 1_500;

/** Resolves when the signal aborts. */
function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/**
 * Waits until the process is asked to end, or its database is gone from under it, and lets what is under way end.
 * @param asked listened for since before anybody could know that this process is up (`endSignal`)
 * @param stop starts nothing new any more
 * @returns the exit code
 */
export async function untilOver(app: App, asked: AbortSignal, stop: () => Promise<unknown>): Promise<number> {
  const lost = await Promise.race([aborted(asked), app.lost]);
  if (lost) console.error(lost.message);
  app.log.info('ending: no new batch is begun, what is under way is finished');
  const outcome = await untilDrained(app, stop(), AbortSignal.abort()).catch(error =>
    app.log.warn({ err: error }, 'ending'),
  );
  if (outcome === 'cut') app.log.warn('something under way did not end in time and is left as it is');
  return lost ? lost.exitCode : EXIT.done;
}

type Ending = Pick<App, 'mailers' | 'log'>;

/**
 * What `work` comes to; or 'cut' where the process is asked to end and it does not end soon after, such as when a database
 * or a mail API has gone silent. It still goes on then, so `endProcess` comes next. What has a key is cut off after a moment
 * and asked again by the next start; a mail that was handed over without one is waited for as long as its mailer would.
 */
export async function untilDrained<T>(
  app: Ending,
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T | 'cut'> {
  const done = new AbortController();
  const late = aborted(signal).then(() => patienceOver(app, done.signal));
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
    // After a cut nobody listens any more.
    work.catch(() => undefined);
  }
}

/** Never once `done` aborts. */
async function patienceOver({ mailers, log }: Ending, done: AbortSignal): Promise<'cut'> {
  await elapsed(DRAIN_MS, done);
  const underWay = () => mailers.reduce((sum, { mailer }) => sum + (mailer.underWay?.() ?? 0), 0);
  if (underWay() === 0) return 'cut';
  log.info({ mails: underWay() }, 'ending: mails are handed over, their answers are waited for');
  for (let waited = 0; underWay() > 0 && waited < LONGEST_DRAIN_MS; waited += LOOK_MS)
    await elapsed(LOOK_MS, done);
  // The last answer is still to be kept.
  return elapsed(LOOK_MS * 4, done);
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
