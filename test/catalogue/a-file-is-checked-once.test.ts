import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import type { LoadResult } from '../../src/catalogue/catalogue-draft.ts';
import { CHECKING, checkedOnce } from '../../src/catalogue/checked-once.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { importsOf, outside } from '../support/imports-of.ts';

const SAMPLE = readFileSync(join(PROJECT_ROOT, 'data/sample/catalogue.json'));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verdicts-checked-'));
  vi.stubEnv('NODE_COMPILE_CACHE', folder);
});
afterEach(() => vi.unstubAllEnvs());

const check = (bytes: Uint8Array) => checkCatalogue(JSON.parse(Buffer.from(bytes).toString()), 'c.json');
const never = (): LoadResult => {
  throw new Error('checked again');
};

it('gives for the same bytes what checking them gave, warnings and all, and checks nothing', () => {
  const first = checkedOnce('c.json', SAMPLE, () => check(SAMPLE));
  expect(first).toMatchObject({ kind: 'loaded' });
  expect(checkedOnce('c.json', SAMPLE, never)).toEqual(first);
});

it('checks again what differs in a byte, bears another name, or was kept otherwise than it was written', () => {
  checkedOnce('c.json', SAMPLE, () => check(SAMPLE));
  const other = Buffer.concat([SAMPLE, Buffer.from('\n')]);
  expect(() => checkedOnce('c.json', other, never)).toThrow('checked again');
  expect(() => checkedOnce('d.json', SAMPLE, never)).toThrow('checked again');
  const [name = ''] = readdirSync(join(folder, 'results'));
  const place = join(folder, 'results', name);
  const kept = readFileSync(place, 'utf8');
  writeFileSync(place, kept.replace('ship', 'skip'));
  expect(() => checkedOnce('c.json', SAMPLE, never)).toThrow('checked again');
  writeFileSync(place, kept.slice(0, -10));
  expect(() => checkedOnce('c.json', SAMPLE, never)).toThrow('checked again');
  writeFileSync(place, kept);
  expect(checkedOnce('c.json', SAMPLE, never)).toMatchObject({ kind: 'loaded' });
});

it('keeps nothing of a file with errors, and nothing where nothing may be kept', () => {
  const wrong = Buffer.from('{"tools": 1}');
  expect(checkedOnce('c.json', wrong, () => check(wrong)).kind).toBe('invalid');
  expect(() => checkedOnce('c.json', wrong, never)).toThrow('checked again');
  vi.stubEnv('NODE_COMPILE_CACHE', '');
  checkedOnce('c.json', SAMPLE, () => check(SAMPLE));
  expect(() => checkedOnce('c.json', SAMPLE, never)).toThrow('checked again');
});

it('takes in every file that the check imports, so that a change in any of them checks anew', () => {
  const files = importsOf('src/catalogue/catalogue.ts');
  expect(files.size).toBeGreaterThan(15);
  expect(outside(files, CHECKING)).toEqual([]);
});
