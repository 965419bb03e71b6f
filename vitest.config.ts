import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What mostly waits for processes of its own; the longest first. */
const WAITERS = [
  'prove/nobody',
  'prove/broken',
  'prove/any-mailer',
  'journeys/',
  'scheduler/a-press',
  'delivery/smtp-has',
  'desk/an-issue-is-watched',
  'support/postgres',
];
/** So many others for each of them: about as long. */
const OTHERS = 6;

/**
 * Beside what waits runs what computes: two that wait at once leave the machine idle, and one begun last would run alone.
 */
class WaitersAmongOthers extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      WAITERS.findIndex(name => moduleId.includes(`/test/${name}`));
    const sorted = await super.sort(files);
    const waiters = sorted.filter(file => rank(file) >= 0).sort((one, other) => rank(one) - rank(other));
    const others = sorted.filter(file => rank(file) < 0);
    return [...waiters.flatMap(waiter => [waiter, ...others.splice(0, OTHERS)]), ...others];
  }
}

export default defineConfig({
  // The production build of React, as in use, has no jsxDEV.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/global-setup.ts'],
    // Far above what a test needs on a quiet machine: none is about time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Its default of one second is too near to what a step takes on a busy machine.
    expect: { poll: { timeout: 30_000 } },
    // Files of one worker share what was read and compiled: a third less processor time. They share nothing else, since
    // clock, database and settings come in as parameters.
    isolate: false,
    sequence: { sequencer: WaitersAmongOthers },
    // Two cores is the machine we plan for; each file may start processes and a browser of its own, and a quarter of the
    // time two workers both wait for such: with a third one a run on two cores takes less than ten minutes.
    maxWorkers: 3,
    reporters: ['default'],
    env: { NODE_ENV: 'production' },
  },
});
