import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { startPublication } from '../../src/publication/start-publication.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'verdicts-starter-'));

it('a new publication has nothing of what a try left in the starter, and keeps its own out of repositories', () => {
  const [starter, folder] = [newFolder(), newFolder()];
  cpSync(join(PROJECT_ROOT, 'data/starter'), starter, { recursive: true });
  mkdirSync(join(starter, 'var'));
  for (const name of ['.env', 'var/sample.db', 'notes.txt'])
    writeFileSync(join(starter, name), 'SECRET_KEYS=theirs');
  expect(startPublication(folder, starter, '2026-11-23')).toMatchObject({ kind: 'written' });
  expect(readdirSync(folder)).not.toContain('var');
  expect(readdirSync(folder)).not.toContain('notes.txt');
  expect(readFileSync(join(folder, '.env'), 'utf8')).not.toContain('theirs');
  expect(readFileSync(join(folder, '.gitignore'), 'utf8').split('\n')).toEqual(['.env', 'var/', '']);
});

it('every file of the starter is among those that are copied', () => {
  const folder = newFolder();
  startPublication(folder, join(PROJECT_ROOT, 'data/starter'), '2026-11-23');
  const kept = readdirSync(join(PROJECT_ROOT, 'data/starter')).filter(
    name => !['.env', 'var'].includes(name),
  );
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(kept));
});
