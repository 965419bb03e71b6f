// A process that takes its time to end, to be sent signals.
import { setTimeout } from 'node:timers/promises';
import { whenAskedToEnd } from '../../src/cli/with-app.ts';

const asked = new Promise<void>(whenAskedToEnd);
process.stdout.write('up\n');
const alive = setInterval(() => undefined, 1_000);
await asked;
process.stdout.write('ending\n');
await setTimeout(1_000);
clearInterval(alive);
process.stdout.write('done\n');
process.exit(0);
