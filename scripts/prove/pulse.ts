import { availableParallelism, loadavg } from 'node:os';
import type { App } from '../../src/compose.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { statusOf } from '../../src/newsroom/status.ts';
import { throughEach } from './deadly-parts.ts';
import { SAID_WITHIN_MS } from './sender-lines.ts';

const BEAT_MS = 250;
/** Early enough for the answer to be there in time. */
const ASKED_AFTER_MS = SAID_WITHIN_MS - 1_500;

/**
 * A sender that tells how long it has done nothing. Counted in beats it was woken for, and less of each where many others
 * wait for the processors, so that a machine which has no time for it, or for its database, makes nobody look idle. Asked for the issue's status when it is quiet for long, as an editor
 * would; ended when that is longer than it may wait.
 */
export function withPulse(app: App, week: string, patienceMs: number): App {
  let idle = 0;
  const active = () => {
    idle = 0;
  };
  const say = (line: object) => process.stderr.write(`${JSON.stringify(line)}\n`);
  const tellStatus = async () => {
    const issue = await app.issues.find(week);
    if (issue) say({ status: { now: app.now(), waiting: (await statusOf(app, issue)).waiting } });
  };
  setInterval(() => {
    const before = idle;
    idle += BEAT_MS * shareOfTime();
    say({ beat: Math.round(performance.now()), idle: Math.round(idle) });
    const asksAgain = Math.floor(idle / ASKED_AFTER_MS) > Math.floor(before / ASKED_AFTER_MS);
    if (asksAgain) tellStatus().catch(() => undefined);
    if (idle <= patienceMs + SAID_WITHIN_MS) return;
    say({ hung: idle });
    process.exit(4);
  }, BEAT_MS).unref();
  return {
    ...app,
    mailers: app.mailers.map(paced => ({ ...paced, mailer: noticed(paced.mailer, active) })),
  };
}

/**
 * How much of its time a process gets on a machine as busy as this one has been for a minute, 0 to 1. What it waits for is
 * mostly done by two others, its database and its mail API, each of which stands in the same queue.
 */
function shareOfTime(): number {
  const [lastMinute = 0] = loadavg();
  return Math.min(1, (2 * availableParallelism()) / lastMinute);
}

function noticed(inner: Mailer, active: () => void): Mailer {
  return throughEach(inner, async post => {
    active();
    try {
      return await post();
    } finally {
      active();
    }
  });
}
