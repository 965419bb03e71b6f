import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { approveThere, WEEK } from '../support/approved-cli.ts';
import { openCli } from '../support/cli.ts';

/** Tells on stderr of every package a process has loaded a module of. */
const TELLER = `import { registerHooks } from 'node:module';
const packages = new Set();
registerHooks({
  load(url, context, next) {
    const [, name] = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(url) ?? [];
    if (name) packages.add(name);
    return next(url, context);
  },
});
process.on('exit', () => console.error('LOADED ' + [...packages].join(' ')));`;

it('loads neither web nor pages nor mails where a command shows or sends none', async () => {
  const cli = openCli({
    MAIL_PROVIDER: 'resend',
    RESEND_API_KEY: 're_nobody',
    RESEND_BASE_URL: 'http://127.0.0.1:9',
    POSTAL_ADDRESS: '1 Real Street, 12345 Town',
    PUBLIC_URL: 'https://verdicts.example',
  });
  await approveThere(cli, 1);
  const teller = join(cli.folder, 'teller.mjs');
  writeFileSync(teller, TELLER);
  const telling = cli.with({ NODE_OPTIONS: `--import=${pathToFileURL(teller).href}` });
  const loaded = async (...args: string[]) => {
    const { code, stderr } = await telling.run(...args);
    expect(code, stderr).toBe(0);
    return /LOADED (.*)/.exec(stderr)?.[1]?.split(' ') ?? [];
  };
  const status = await loaded('status', '--week', WEEK);
  expect(status).toContain('kysely');
  for (const name of [
    'react',
    'react-dom',
    'mjml',
    'hono',
    'satori',
    'oxc-transform',
    'undici',
    'pg',
    'pino-pretty',
  ])
    expect(status, name).not.toContain(name);
  const preflight = await loaded('preflight', '--week', WEEK);
  expect(preflight).toContain('react');
  for (const name of ['mjml', 'hono', 'satori', 'undici', 'pg', 'clean-css', 'terser', 'csv-parse'])
    expect(preflight, name).not.toContain(name);
});
