// A sender as `send` and `worker` run it, put together from the real parts, that `npm run prove` kills: at a named
// moment by its own hand, at any other from outside. It says `ready` and begins at `go` on its stdin; `clock <ms>` steps
// its clock.
import { parseArgs } from 'node:util';
import { type App, openApp } from '../../src/compose.ts';
import { EXIT, ForeseenEnd } from '../../src/exit.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { EVERYDAY } from '../../src/storage/postgres-patience.ts';
import { brokenParts, brokenPatience, isBreak } from './broken-parts.ts';
import { deadlyBatches, deadlyDecisions, deadlyFreezes, deadlyMailer, trigger } from './deadly-parts.ts';
import { loadKit, pacedAsOurs } from './kit-place.ts';
import { isMoment } from './moment.ts';
import type { SenderOutcome } from './ordeal.ts';
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
    kit: { type: 'string' },
    silent: { type: 'string', default: String(EVERYDAY.silentMs) },
  },
});
const patienceMs = Number(values.patience);
const { broken } = values;

const go = obey(Number(values.clock));
const outcome: SenderOutcome = await send().catch(endedByDatabase);
process.stdin.destroy();
const done = outcome.kind === 'sent' || outcome.kind === 'already_sent';
if (!done) console.error(JSON.stringify({ outcome }));
process.exitCode = done ? 0 : 1;

async function send(): Promise<SenderOutcome> {
  const patience = { ...EVERYDAY, silentMs: Number(values.silent) };
  const opened = await openApp({ patience: isBreak(broken) ? brokenPatience(patience, broken) : patience });
  const app = await withKit(opened);
  try {
    const sound = deadly(smallBatches(app));
    process.stdout.write('ready\n');
    await go;
    const beating = withPulse(sound, values.week, patienceMs);
    const room = isBreak(broken) ? brokenParts(beating, broken) : beating;
    return await sendWeek(room, values.week, {
      now: true,
      signal: new AbortController().signal,
      patienceMs,
      who: 'prove',
    });
  } finally {
    await app.close();
  }
}

/** A mailer from outside takes the place of the settings' one. */
async function withKit(app: App): Promise<App> {
  const kit = values.kit ? await loadKit(values.kit) : null;
  if (!kit?.open) return app;
  const mailer = await kit.open(process.env as Record<string, string>, app.now);
  const close = async () => {
    await mailer.close();
    await app.close();
  };
  return { ...app, mailers: [pacedAsOurs(mailer, app.store, app.now)], close };
}

/** As the command line ends then: with words, and may be called again. */
function endedByDatabase(fault: unknown): SenderOutcome {
  if (fault instanceof ForeseenEnd && fault.exitCode === EXIT.broken)
    return { kind: 'database_fault', why: fault.message };
  throw fault;
}

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
    const { mailer } = paced;
    const atMost = (size: number) => ({ maxBatch: Math.min(size, most) });
    const thin = mailer.thin?.maxBatch && { thin: { ...mailer.thin, ...atMost(mailer.thin.maxBatch) } };
    return { ...paced, mailer: { ...mailer, ...atMost(mailer.maxBatch), ...thin } };
  });
  return { ...whole, mailers };
}

function deadly(whole: App): App {
  const { moment } = values;
  if (!isMoment(moment)) return whole;
  const strikes = trigger({ moment, nth: Number(values.nth), delayMs: Number(values.delay) });
  return {
    ...whole,
    store: deadlyDecisions(whole.store, strikes),
    freezes: deadlyFreezes(whole.freezes, strikes),
    batches: deadlyBatches(whole.store, whole.batches, strikes),
    mailers: whole.mailers.map(paced => ({ ...paced, mailer: deadlyMailer(paced.mailer, strikes) })),
  };
}
