// A sender as `send` and `worker` run it, put together from the real parts, that `npm run prove` kills: at a named
// moment by its own hand, at any other from outside. It says `ready` and begins at `go` on its stdin; `clock <ms>` steps
// its clock.
import { parseArgs } from 'node:util';
import { type App, openApp } from '../../src/compose.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { brokenParts, isBreak } from './broken-parts.ts';
import { deadlyBatches, deadlyFreezes, deadlyMailer, trigger } from './deadly-parts.ts';
import { isMoment } from './moment.ts';
import { withPulse } from './pulse.ts';

const { values } = parseArgs({
  options: {
    week: { type: 'string', default: '' },
    batch: { type: 'string', default: '100' },
    patience: { type: 'string', default: '60000' },
    clock: { type: 'string', default: '0' },
    moment: { type: 'string' },
    nth: { type: 'string', default: '1' },
    delay: { type: 'string', default: '0' },
    broken: { type: 'string' },
  },
});
const patienceMs = Number(values.patience);

const go = obey(Number(values.clock));
const app = await openApp();
const sound = deadly(smallBatches(app));
process.stdout.write('ready\n');
await go;
const beating = withPulse(sound, values.week, patienceMs);
const room = isBreak(values.broken) ? brokenParts(beating, values.broken) : beating;
const outcome = await sendWeek(room, values.week, {
  now: true,
  signal: new AbortController().signal,
  patienceMs,
  who: 'prove',
});
await app.close();
process.stdin.destroy();
const done = outcome.kind === 'sent' || outcome.kind === 'already_sent';
if (!done) console.error(JSON.stringify({ outcome }));
process.exitCode = done ? 0 : 1;

/** The whole process lives by a clock that is set from outside. @returns when it is told to begin */
function obey(aheadMs: number): Promise<void> {
  let ahead = aheadMs;
  const machine = Date.now;
  Date.now = () => machine() + ahead;
  return new Promise(resolve => {
    process.stdin.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) {
        if (line.startsWith('clock ')) ahead = Number(line.slice('clock '.length));
        if (line === 'go') resolve();
      }
    });
  });
}

/** More batches for as many readers: more places to be killed in. */
function smallBatches(whole: App): App {
  const most = Number(values.batch);
  const mailers = whole.mailers.map(paced => {
    const maxBatch = Math.min(paced.mailer.maxBatch, most);
    return { ...paced, mailer: { ...paced.mailer, maxBatch } };
  });
  return { ...whole, mailers };
}

function deadly(whole: App): App {
  const { moment } = values;
  if (!isMoment(moment)) return whole;
  const strikes = trigger({ moment, nth: Number(values.nth), delayMs: Number(values.delay) });
  return {
    ...whole,
    freezes: deadlyFreezes(whole.freezes, strikes),
    batches: deadlyBatches(whole.store, whole.batches, strikes),
    mailers: whole.mailers.map(paced => ({ ...paced, mailer: deadlyMailer(paced.mailer, strikes) })),
  };
}
