import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';

it('is not installed anew through a link: that would empty it for whoever else uses it', () => {
  const root = mkdtempSync(join(tmpdir(), 'linked-'));
  for (const file of [
    'scripts/run.mjs',
    'scripts/installation.mjs',
    'scripts/pinned-node.mjs',
    'src/compiled.mjs',
    'src/sender-flags.mjs',
    'package-lock.json',
  ])
    cpSync(join(PROJECT_ROOT, file), join(root, 'tree', file));
  mkdirSync(join(root, 'theirs'));
  writeFileSync(join(root, 'theirs/kept'), 'theirs');
  symlinkSync(join(root, 'theirs'), join(root, 'tree/node_modules'));
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin/npm'), `#!/bin/sh\ntouch '${join(root, 'called')}'\n`, { mode: 0o755 });
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'verdicts', 'status'], {
    cwd: join(root, 'tree'),
    env: { PATH: `${join(root, 'bin')}:${process.env.PATH}` },
    encoding: 'utf8',
  });
  expect(status).toBe(3);
  expect(stderr).toMatch(/node_modules is a link.*Nothing was installed.*Install there, or remove the link/);
  expect([existsSync(join(root, 'called')), existsSync(join(root, 'theirs/kept'))]).toEqual([false, true]);
});
