import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';

const KEEPER = join(PROJECT_ROOT, 'src/compiled.mjs');
const run = promisify(execFile);
let root: string;

/** A program of one module in that folder, in a process of its own. */
async function says(environment: Record<string, string> = {}): Promise<string> {
  const code = `const { keepCompiled } = await import(${JSON.stringify(KEEPER)});
    console.log(keepCompiled(${JSON.stringify(root)}) === null ? 'not kept' : 'kept');
    await import(${JSON.stringify(join(root, 'word.mjs'))});`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], {
    env: { PATH: process.env.PATH, ...environment },
  });
  return stdout.trim().replace('\n', ', ');
}

const write = (word: string) => writeFileSync(join(root, 'word.mjs'), `console.log('${word}');`);
const kept = () => join(root, 'var/compiled');
const pieces = () =>
  readdirSync(kept(), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'compiled-'));
  write('one');
});

describe('what Node has compiled', () => {
  it('is kept for our account alone', async () => {
    expect(await says()).toBe('kept, one');
    expect(pieces().length).toBeGreaterThan(0);
    for (const folder of [join(root, 'var'), kept()]) expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is never taken for another source, not even one of the same length and time', async () => {
    await says();
    const { atime, mtime } = statSync(join(root, 'word.mjs'));
    write('two');
    utimesSync(join(root, 'word.mjs'), atime, mtime);
    expect(await says()).toBe('kept, two');
  });

  it('is not kept where others may write, where nothing can be written, or where the environment says another', async () => {
    expect(await says({ NODE_COMPILE_CACHE: join(root, 'elsewhere') })).toBe('not kept, one');
    expect(existsSync(join(root, 'var'))).toBe(false);
    mkdirSync(join(root, 'var'));
    chmodSync(join(root, 'var'), 0o775);
    expect(await says()).toBe('not kept, one');
    chmodSync(join(root, 'var'), 0o755);
    expect(await says()).toBe('kept, one');
    root = mkdtempSync(join(tmpdir(), 'compiled-'));
    write('one');
    writeFileSync(join(root, 'var'), 'no folder');
    expect(await says()).toBe('not kept, one');
  });

  it('stays small: of many versions of Node none is kept', async () => {
    for (const version of ['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8'])
      mkdirSync(join(kept(), version), { recursive: true });
    for (const folder of [join(root, 'var'), kept()]) chmodSync(folder, 0o700);
    expect(await says()).toBe('kept, one');
    expect(readdirSync(kept())).toHaveLength(1);
  });
});
