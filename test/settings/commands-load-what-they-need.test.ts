import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { approveThere, WEEK } from '../support/approved-cli.ts';
import { openCli } from '../support/cli.ts';

/** Tells on stderr of every package a process has loaded a module of, and of how many modules in all. What is packed it does not see. */
const TELLER = `import { registerHooks } from 'node:module';
const packages = new Set();
let modules = 0;
registerHooks({
  load(url, context, next) {
    modules += 1;
    const [, name] = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(url) ?? [];
    if (name) packages.add(name);
    return next(url, context);
  },
});
process.on('exit', () => console.error('LOADED ' + [modules, ...packages].join(' ')));`;

it('loads neither web nor pages nor mails where a command shows or sends none', async () => {
  const standIn = await startStandIn();
  onTestFinished(() => standIn.close());
  const cli = openCli({
    MAIL_PROVIDER: 'resend',
    RESEND_API_KEY: standIn.apiKey,
    RESEND_BASE_URL: standIn.url,
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
    const [modules, ...packages] = /LOADED (.*)/.exec(stderr)?.[1]?.split(' ') ?? [];
    return { modules: Number(modules), packages };
  };
  const { packages: status, modules: ofStatus } = await loaded('status', '--week', WEEK);
  expect(status).toContain('pino');
  expect(ofStatus).toBeLessThan(290);
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
    'resend',
    'kysely',
    'zod',
  ])
    expect(status, name).not.toContain(name);
  const { packages: preflight, modules: ofPreflight } = await loaded('preflight', '--week', WEEK);
  expect(ofPreflight).toBeLessThan(400);
  for (const name of [
    'react',
    'react-dom',
    'html-minifier-terser',
    'mjml',
    'hono',
    'satori',
    'undici',
    'pg',
    'clean-css',
    'terser',
    'csv-parse',
    'resend',
    'html-to-text',
    'kysely',
  ])
    expect(preflight, name).not.toContain(name);
  const { packages: send, modules: ofSend } = await loaded('send', '--week', WEEK, '--now');
  expect(Object.keys(standIn.ledger().addresses)).toHaveLength(1);
  expect(ofSend).toBeLessThan(520);
  expect(send).toContain('undici');
  for (const name of [
    'react',
    'react-dom',
    'react-email',
    'html-minifier-terser',
    'mjml',
    'hono',
    'satori',
    'pg',
    'resend',
  ])
    expect(send, name).not.toContain(name);
});
