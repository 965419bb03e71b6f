#!/usr/bin/env node
// `npx verdicts <command>`, once installed.
import { runTask } from './run.mjs';

await runTask('verdicts', process.argv.slice(2));
