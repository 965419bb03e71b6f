import { createRequire } from 'node:module';

const program = createRequire(import.meta.url)('../../package.json') as { version: string };

/** Of the program that runs, as the newest heading of CHANGELOG.md says it: `1.0.0`. */
export const VERSION: string = program.version;
