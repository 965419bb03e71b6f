// `npm run email-dev`: every mail in every state in React Email's own preview. PORT chooses another port.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../src/config.ts';
import { installPreview } from './email-dev/install-preview.ts';
import { writeMails } from './email-dev/mails.ts';

const folder = join(PROJECT_ROOT, 'var/email-dev');
await writeMails(join(folder, 'mails'));
const tool = join(folder, 'tool');
if (!installPreview(tool)) {
  console.error('The preview could not be installed; npm says why above.');
  process.exit(3);
}

const loopback = fileURLToPath(new URL('email-dev/loopback.ts', import.meta.url));
const program = join(tool, 'node_modules/react-email/dist/cli/index.mjs');
const port = process.env.PORT ?? '3101';
// Without these flags it would start itself again with them, and a signal to the first would leave the second running.
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--import', loopback];
const preview = spawn(process.execPath, [...flags, program, 'dev', '--dir', '../mails', '--port', port], {
  // It looks for its pages where it is started.
  cwd: tool,
  env: { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => preview.kill(signal));
preview.on('exit', code => process.exit(code ?? 0));
