import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';

const READER = join(PROJECT_ROOT, 'src/read-tsx.ts');
const run = promisify(execFile);
/** Longer than a file may have changed before it is packed. */
const SETTLED_MS = 2_100;
let root: string;

const place = (file: string) => join(root, 'node_modules/kysely/dist', file);
const kept = () => join(root, 'compiled');
const packs = () => (existsSync(join(kept(), 'packed')) ? readdirSync(join(kept(), 'packed')) : []);
const write = (word: string) => writeFileSync(place('word.js'), `export const word = '${word}';`);

/** A program that takes one thing of the package, in a process of its own. @returns how many files it was read from */
async function says(environment: Record<string, string> = { NODE_COMPILE_CACHE: kept() }): Promise<string> {
  const code = `import { registerHooks } from 'node:module';
    let files = 0;
    registerHooks({ load: (url, context, next) => { files += url.includes('/kysely/'); return next(url, context); } });
    await import(${JSON.stringify(READER)});
    const { word } = await import(${JSON.stringify(place('index.js'))});
    console.log(word + (files === 0 ? ', packed' : ''));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], {
    env: { PATH: process.env.PATH, ...environment },
  });
  return stdout.trim();
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'packed-'));
  mkdirSync(join(root, 'node_modules/kysely/dist'), { recursive: true });
  writeFileSync(join(root, 'node_modules/kysely/package.json'), '{ "type": "module" }');
  writeFileSync(place('index.js'), `export * from './word.js';`);
  write('one');
});

describe('a package of many files', () => {
  it('is packed once its files have settled, for our account alone, and never taken for files that changed since', async () => {
    await setTimeout(SETTLED_MS);
    expect(await says()).toBe('one, packed');
    const [pack = ''] = packs();
    expect(statSync(join(kept(), 'packed')).mode & 0o777).toBe(0o700);
    expect(statSync(join(kept(), 'packed', pack)).mode & 0o777).toBe(0o600);
    // Of the same length and time: only the change time, which nobody can set, tells.
    const { atime, mtime } = statSync(place('word.js'));
    write('two');
    utimesSync(place('word.js'), atime, mtime);
    expect(await says()).toMatch(/^two/);
    await setTimeout(SETTLED_MS);
    expect(await says()).toBe('two, packed');
    // Cut off, as by a full disk.
    const whole = readFileSync(join(kept(), 'packed', pack), 'utf8');
    writeFileSync(join(kept(), 'packed', pack), whole.slice(0, -20));
    expect(await says()).toBe('two, packed');
    expect(readFileSync(join(kept(), 'packed', pack), 'utf8')).toBe(whole);
  });

  it('is loaded file by file where nothing is kept, or nothing can be', async () => {
    await setTimeout(SETTLED_MS);
    expect(await says({})).toBe('one');
    writeFileSync(kept(), 'no folder');
    expect(await says({ NODE_COMPILE_CACHE: join(kept(), 'below') })).toBe('one');
  });
});
