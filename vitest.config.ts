import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The production build of React, as in use, has no jsxDEV.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/global-setup.ts'],
    // Far above what a test needs on a quiet machine: none is about time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Files of one worker share what was read and compiled: a third less processor time. They share nothing else, since
    // clock, database and settings come in as parameters.
    isolate: false,
    // For two cores: a third file goes on while others wait for processes, leases and browsers.
    maxWorkers: 3,
    reporters: ['default'],
    env: { NODE_ENV: 'production' },
  },
});
