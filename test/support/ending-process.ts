// A process that takes its time to end, to be sent signals: it ends at a Ctrl-C, which it is to survive.
import { once } from 'node:events';
import { whenAskedToEnd } from '../../src/cli/with-app.ts';

const asked = new Promise<void>(whenAskedToEnd);
const pressed = once(process, 'SIGINT');
const alive = setInterval(() => undefined, 1_000);
process.stdout.write('up\n');
await asked;
process.stdout.write('ending\n');
await pressed;
clearInterval(alive);
process.stdout.write('done\n');
process.exit(0);
