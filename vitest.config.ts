import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** First what waits longest for processes of its own: begun last, it would run alone. */
class WaitersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const waits = ({ moduleId }: TestSpecification) => /\/test\/(?:prove\/nobody|journeys)/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(waits), ...sorted.filter(file => !waits(file))];
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
    sequence: { sequencer: WaitersFirst },
    // Two cores is the machine we plan for; each file may start processes and a browser of its own.
    maxWorkers: 2,
    reporters: ['default'],
    env: { NODE_ENV: 'production' },
  },
});
