import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { fieldsOf } from '../desk/page-fields.ts';
import { deskOver, EDITOR } from '../support/desk.ts';
import { onPort } from '../support/reader-site.ts';
import { describeStores, openSqliteStore } from '../support/stores.ts';
import { type ApiWorld, openWorld } from './api-world.ts';

const WEEK = '2026-W49';
const DOCS = readFileSync(join(PROJECT_ROOT, 'docs/api.md'), 'utf8');
const PROGRAM = /```ts\n(\/\/ week\.mts\n[\s\S]*?)```/.exec(DOCS)?.[1] ?? '';
/** Words of the docs, for the generator. */
const [, OPTIONS = ''] = /^npx openapi-typescript "\$VERDICTS_URL(.*)$/m.exec(DOCS) ?? [];
const SUBJECT = 'What the panel would ship this week, and what it would not';
const never = new AbortController().signal;

describe('the client of the docs', () => {
  it('fits what is generated from a server, and with a wrong address, method, body or answer does not compile', async () => {
    const folder = await generated(await onPort((await openWorld(await openSqliteStore())).web));
    expect(await typeFaults(folder, PROGRAM)).toEqual([]);
    const wrong: readonly (readonly [string, string])[] = [
      ["client.POST('/api/v1/issues',", "client.POST('/api/v1/issue',"],
      ["client.GET('/api/v1/issues/{week}/picks'", "client.POST('/api/v1/issues/{week}/picks'"],
      ['{ params: made(), body: { subject } }', '{ params: made(), body: { subject: 1 } }'],
      ['const { audience, submitted }', 'const { audience, sent: submitted }'],
      ['{ params: made(), body: { pairing } }', '{ params: { path }, body: { pairing } }'],
      ["client.POST('/api/v1/issues/{week}/swap'", "client.POST('/api/v1/issues/{week}/approve'"],
    ];
    for (const [right, other] of wrong) {
      expect(PROGRAM).toContain(right);
      const faults = await typeFaults(folder, PROGRAM.replace(right, other));
      const line = PROGRAM.slice(0, PROGRAM.indexOf(right)).split('\n').length;
      expect([other, faults[0]]).toEqual([other, expect.stringContaining(`week.mts(${line},`)]);
    }
  });
});

describeStores('a whole week', open => {
  it('goes by a generated client alone, except for the one word of an editor', async () => {
    const world = await openWorld(await open());
    world.clock.set('2026-11-30T09:00:00Z');
    const server = await onPort(world.web);
    const folder = await generated(server);
    writeFileSync(join(folder, 'week.mts'), PROGRAM);
    const program = runWeek(folder, { VERDICTS_URL: server, VERDICTS_KEY: world.all });
    await expect.poll(program.printed).toContain('waits for an editor');
    await expect.poll(program.printed).toMatch(/^in_review 2026-12-03T15:00:00.000Z$/m);

    await approveAtDesk(world);
    await expect.poll(program.printed).toMatch(/^approved /m);
    world.clock.set('2026-12-03T15:00:00Z');
    const sent = await sendWeek(world.app, WEEK, { now: false, signal: never, patienceMs: 0, who: 'test' });
    expect(sent.kind).toBe('sent');

    expect([await program.ended, program.faults()]).toEqual([0, '']);
    const { approval, edits } = await world.issue(WEEK);
    const said = program.printed();
    expect([approval?.by, edits.subject]).toEqual([EDITOR, SUBJECT]);
    expect(said).toContain(`${WEEK} waits for an editor: "${approval?.hash}"`);
    for (const form of ['html', 'text', 'eml', 'web'])
      expect(said).toMatch(new RegExp(`^${form} \\d{4,}$`, 'm'));
    expect(said).toMatch(/^(\S+-vs-\S+) to \S+-vs-\S+: [\d.]+ to [\d.]+$/m);
    expect(said).toContain('\n5 of 5 submitted\n');
    expect(said.match(/^\d (?:null|delivered)$/gm)).toHaveLength(5);
    expect(said).toMatch(/^.+: \d+ of \d+, (?:above|below|usual|unknown|few readers|few issues)$/m);
    expect(await world.app.mails('test')).toHaveLength(1);
    await expectNamedLog(world);
  }, 120_000);
});

/** What programs did is theirs by name, and the yes is a person's. */
async function expectNamedLog({ store }: ApiWorld): Promise<void> {
  const log = await activityOf(store, WEEK);
  const byPrograms = log.filter(({ who }) => who === 'key everything').map(({ action }) => action);
  expect(byPrograms).toEqual(['picked', 'changed', 'changed', 'changed', 'test send', 'scheduled']);
  expect(log.filter(({ action }) => action === 'approved').map(({ who }) => who)).toEqual([EDITOR]);
}

/** An editor signs in, looks at the checks, ticks every warning and says yes. */
async function approveAtDesk(world: ApiWorld): Promise<void> {
  const editor = await deskOver(world).signIn();
  const check = `/desk/issues/${WEEK}/check`;
  const { fields, ticks } = fieldsOf(await editor.page(check), 'approve');
  const answer = await editor.post(`${check}/approve`, [
    ...fields,
    ...ticks.map((tick): [string, string] => ['tick', tick]),
  ]);
  expect(answer.status).toBe(303);
}

/** A folder as whoever follows the docs has it, with the types of this server. */
async function generated(server: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-client-'));
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(folder, 'node_modules'));
  const words = OPTIONS.split('"');
  const [address = '', options = ''] = words;
  expect([words.length, address]).toEqual([2, '/api/openapi.json']);
  const bin = join(PROJECT_ROOT, 'node_modules/openapi-typescript/bin/cli.js');
  const { code, out } = await run([bin, `${server}${address}`, ...options.trim().split(/ +/)], folder);
  expect([code, out]).toEqual([0, expect.stringContaining('verdicts.d.ts')]);
  return folder;
}

/** What the compiler says of a program in it. */
async function typeFaults(folder: string, program: string): Promise<string[]> {
  writeFileSync(join(folder, 'week.mts'), program);
  const compilerOptions = {
    ...{ target: 'es2024', lib: ['es2024', 'dom'], module: 'nodenext', types: ['node'] },
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['week.mts'] }));
  const bin = join(PROJECT_ROOT, 'node_modules/.bin/tsc');
  const { out } = await run([bin, '-p', '.', '--pretty', 'false'], folder);
  return out.split('\n').filter(line => line.includes('error TS'));
}

async function run(words: readonly string[], cwd: string): Promise<{ code: number; out: string }> {
  const child = spawn(process.execPath, words, { cwd });
  const printed = collected(child);
  const [code] = await once(child, 'close');
  return { code, out: printed.out + printed.err };
}

function runWeek(folder: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['week.mts', WEEK, '2026-12-03', '15:00'], {
    cwd: folder,
    env: { PATH: process.env.PATH, WAIT_MS: '50', EDITOR, SUBJECT, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const printed = collected(child);
  const ended = once(child, 'close').then(([code]) => code as number);
  return { printed: () => printed.out + printed.err, faults: () => printed.err, ended };
}

function collected({ stdout, stderr }: ChildProcess): { out: string; err: string } {
  const printed = { out: '', err: '' };
  stdout?.setEncoding('utf8').on('data', (some: string) => {
    printed.out += some;
  });
  stderr?.setEncoding('utf8').on('data', (some: string) => {
    printed.err += some;
  });
  return printed;
}
