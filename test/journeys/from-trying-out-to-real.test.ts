import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { COMPILED } from '../support/cli.ts';

/** A clone of its own, so that what is kept in `var/` by default is nobody else's. */
function cloned(): string {
  const root = mkdtempSync(join(tmpdir(), 'verdicts-clone-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const part of ['src', 'templates', 'data', 'package.json', 'tsconfig.json'])
    cpSync(join(PROJECT_ROOT, part), join(root, part), { recursive: true });
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(root, 'node_modules'));
  return root;
}

function run(root: string, environment: Record<string, string>, ...args: string[]) {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ENV_FILE: 'off', PORT: '0', LOG_LEVEL: 'error', ...COMPILED, ...environment };
  const child = spawn(process.execPath, ['src/main.ts', ...args], { cwd: root, env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
  }
  const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
  return { child, ended, printed: () => printed };
}

/** Starts, waits until the port is open and ends it again. @returns what it printed */
async function startOnce(root: string, environment: Record<string, string>): Promise<string> {
  const started = run(root, environment, 'start');
  await up(started);
  started.child.kill('SIGTERM');
  expect(await started.ended).toBe(0);
  return started.printed();
}

function up({ printed }: { readonly child: ChildProcess; printed(): string }) {
  return expect.poll(printed, { timeout: 120_000, interval: 100 }).toContain('Press Ctrl-C to stop.');
}

async function answered(root: string, environment: Record<string, string>, ...args: string[]) {
  const command = run(root, environment, ...args);
  return { code: await command.ended, printed: command.printed() };
}

describe('from trying it out to real readers', { timeout: 300_000 }, () => {
  it('the sample run and the publication have databases of their own, and what was mixed is taken apart', async () => {
    const standIn = await startStandIn({ now: () => Date.now() });
    onTestFinished(() => standIn.close());
    const real = {
      MAIL_PROVIDER: 'resend',
      RESEND_API_KEY: standIn.apiKey,
      RESEND_BASE_URL: standIn.url,
      SECRET_KEYS: 'Zb3kQ9xW7vT1mN5cR8yL2pH6dF4gJ0sA',
      PUBLIC_URL: 'https://weekly.example.net',
      MAIL_FROM: 'Verdicts <verdicts@weekly.example.net>',
      POSTAL_ADDRESS: 'Verdicts, 5 Real Street, Realtown',
      EDITORS: 'you@example.net',
    };
    const root = cloned();

    // The README's first block.
    const tried = await startOnce(root, {});
    expect(tried).toMatch(/submitted +38\n/);
    const next = /Next +(\d{4}-W\d{2}) is picked and waiting/.exec(tried)?.[1] ?? '';
    expect(existsSync(join(root, 'var/sample.db'))).toBe(true);
    expect(existsSync(join(root, 'var/verdicts.db'))).toBe(false);
    const waiting = await answered(root, {}, 'status', '--week', next, '--json');
    expect(JSON.parse(waiting.printed)).toMatchObject({ week: next, state: 'in_review' });

    // And its second.
    const opened = await startOnce(root, real);
    expect(opened).toContain('No issue has been picked yet.');
    expect(opened).not.toContain('sample');
    expect((await answered(root, real, 'subscribers', 'export')).printed.trim().split('\n')).toHaveLength(1);

    // The same database for both, by somebody's own setting.
    const mixed = { ...real, DATABASE_URL: 'file:./var/sample.db' };
    const told = await startOnce(root, mixed);
    expect(told).toMatch(/42 sample readers and the sample issue of .*Run: verdicts sample clear/);
    const doctor = await answered(root, mixed, 'doctor');
    expect(doctor).toMatchObject({
      code: 1,
      printed: expect.stringContaining('42 sample readers') as string,
    });
    const preflight = await answered(root, mixed, 'preflight', '--week', next);
    expect(preflight).toMatchObject({ code: 1, printed: expect.stringContaining('sample clear') as string });
    expect((await answered(root, mixed, 'approve', '--week', next, '--by', 'you@example.net')).code).toBe(1);

    const cleared = await answered(root, mixed, 'sample', 'clear');
    expect(cleared).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/^Removed: 42 sample/) as string,
    });
    expect(await startOnce(root, mixed)).not.toContain('sample');
    expect((await answered(root, mixed, 'subscribers', 'export')).printed.trim().split('\n')).toHaveLength(1);
    expect(standIn.requests()).toEqual([]);
  });

  it('what an operator of before had, readers and catalogue, is found or asked about, never left lying', async () => {
    const root = cloned();
    mkdirSync(join(root, 'var'));
    writeFileSync(join(root, 'var/verdicts.db'), '');
    cpSync(join(root, 'data/starter/catalogue.json'), join(root, 'data/catalogue.json'));
    const real = { MAIL_PROVIDER: 'resend', RESEND_API_KEY: 're_none', SECRET_KEYS: 'k'.repeat(32) };

    const check = await answered(root, real, 'catalogue', 'check');
    expect(check.printed).toContain(`${join(root, 'data/catalogue.json')}: 4 tools`);
    const moved = { ...real, PUBLICATION: './data/starter' };
    const refused = await answered(root, moved, 'catalogue', 'check');
    expect(refused).toMatchObject({
      code: 2,
      printed: expect.stringMatching(/ {2}DATABASE_URL: not set; needed once: .*file:\.\/var\/verdicts\.db/),
    });
    const said = await answered(
      root,
      { ...moved, DATABASE_URL: 'file:./var/verdicts.db' },
      'catalogue',
      'check',
    );
    expect(said.code).toBe(0);
  });
});
