import type { App } from '../../src/compose.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { statusOf } from '../../src/newsroom/status.ts';
import { throughEach } from './deadly-parts.ts';
import { SAID_WITHIN_MS } from './sender-lines.ts';

const BEAT_MS = 250;
/** Early enough for the answer to be there in time. */
const ASKED_AFTER_MS = SAID_WITHIN_MS - 1_500;

/**
 * A sender that tells how long it has done nothing. Counted in beats it was woken for, so that a machine which has no time
 * for it makes nobody look idle. Asked for the issue's status when it is quiet for long, as an editor would; ended when
 * that is longer than it may wait.
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
    idle += BEAT_MS;
    say({ beat: Math.round(performance.now()), idle });
    if (idle % ASKED_AFTER_MS === 0) tellStatus().catch(() => undefined);
    if (idle <= patienceMs + SAID_WITHIN_MS) return;
    say({ hung: idle });
    process.exit(4);
  }, BEAT_MS).unref();
  return {
    ...app,
    mailers: app.mailers.map(paced => ({ ...paced, mailer: noticed(paced.mailer, active) })),
  };
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
