import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';

/** The line of the README that makes a publication's key, as somebody pastes it. */
function pastedLine(): string {
  const lines = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8').split('\n');
  const line = lines.find(text => text.includes('>> DIR/.env'));
  if (!line) throw new Error('The README no longer makes a key.');
  return line;
}

/** What stands in DIR/.env after the line was pasted so often, each time in a new shell. */
function pasted(times: number, before?: string): { readonly text: string; readonly mode: number } {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'DIR'));
  const file = join(folder, 'DIR/.env');
  if (before !== undefined) writeFileSync(file, before, { mode: 0o600 });
  for (let time = 0; time < times; time++) execFileSync('sh', ['-c', pastedLine()], { cwd: folder });
  return { text: readFileSync(file, 'utf8'), mode: statSync(file).mode & 0o777 };
}

it('makes a key once, for this account alone, and keeps it when it is pasted again', () => {
  const { text, mode } = pasted(2);

  expect(text).toMatch(/^SECRET_KEYS=[A-Za-z0-9+/=]{40,}\n$/);
  expect(mode).toBe(0o600);
});

it('leaves a key alone that is there already', () => {
  const before = 'SECRET_KEYS=made-long-ago-and-signs-every-link-that-is-out\n';

  expect(pasted(1, before).text).toBe(before);
});
