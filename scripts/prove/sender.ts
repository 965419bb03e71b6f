// A sender as `send` and `worker` run it, put together from the real parts, that `npm run prove` kills: at a named
// moment by its own hand, at any other from outside. It says `ready` and begins at the first byte on its stdin.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { type App, openApp } from '../../src/compose.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { brokenMailer, isBreak } from './broken-mailer.ts';
import { deadlyBatches, deadlyFreezes, deadlyMailer, trigger } from './deadly-parts.ts';
import { isMoment } from './moment.ts';

const { values } = parseArgs({
  options: {
    week: { type: 'string', default: '' },
    batch: { type: 'string', default: '100' },
    moment: { type: 'string' },
    nth: { type: 'string', default: '1' },
    delay: { type: 'string', default: '0' },
    broken: { type: 'string' },
  },
});

const app = await openApp();
const room = deadly(broken(smallBatches(app)));
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();
const outcome = await sendWeek(room, values.week, {
  now: true,
  signal: new AbortController().signal,
  patienceMs: 60_000,
  who: 'prove',
});
await app.close();
const done = outcome.kind === 'sent' || outcome.kind === 'already_sent';
if (!done) console.error(JSON.stringify(outcome));
process.exitCode = done ? 0 : 1;

/** More batches for as many readers: more places to be killed in. */
function smallBatches(whole: App): App {
  const maxBatch = Number(values.batch);
  const mailers = whole.mailers.map(paced => ({ ...paced, mailer: { ...paced.mailer, maxBatch } }));
  return { ...whole, mailers };
}

function broken(whole: App): App {
  const how = values.broken;
  if (!isBreak(how)) return whole;
  const wire = {
    baseUrl: whole.settings.RESEND_BASE_URL ?? '',
    apiKey: whole.settings.RESEND_API_KEY ?? '',
    now: whole.now,
  };
  const mailers = whole.mailers.map(paced => ({ ...paced, mailer: brokenMailer(paced.mailer, how, wire) }));
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
