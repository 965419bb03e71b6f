import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';

type Packages = Readonly<Record<string, object>>;

const PRODUCT: Packages = { 'node_modules/zod': { version: '1.0.0' } };
const TOOLS: Packages = {
  'node_modules/vitest': { version: '1.0.0', dev: true },
  'node_modules/fast-check': { version: '1.0.0', dev: true },
};
const LOCKED: Packages = {
  '': {},
  ...PRODUCT,
  ...TOOLS,
  'node_modules/fsevents': { version: '1.0.0', optional: true },
  'node_modules/typescript': { version: '1.0.0', devOptional: true },
};
const OLD: Packages = { 'node_modules/zod': { version: '0.9.0' } };

/** The first step of an npm script in a project of two tools, with an npm that only says how it was called. */
function step(
  task: string,
  installed: Packages | null,
  environment: Record<string, string> = {},
  prepare: (root: string) => void = () => undefined,
  code = 0,
): string {
  const root = mkdtempSync(join(tmpdir(), 'installs-'));
  const [scripts, bin] = [join(root, 'scripts'), join(root, 'bin')];
  for (const folder of [scripts, bin, join(root, 'src'), join(root, 'node_modules/vitest')])
    mkdirSync(folder, { recursive: true });
  for (const file of [
    'scripts/run.mjs',
    'scripts/installation.mjs',
    'scripts/pinned-node.mjs',
    'src/compiled.mjs',
    'src/sender-flags.mjs',
  ])
    copyFileSync(join(PROJECT_ROOT, file), join(root, file));
  for (const file of ['src/main.ts', 'src/read-tsx.ts', 'node_modules/vitest/vitest.mjs'])
    writeFileSync(join(root, file), '');
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: LOCKED }));
  if (installed !== null)
    writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
  prepare(root);
  const said = join(root, 'npm-was-asked');
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\necho "$@" > ${said}\n`);
  chmodSync(join(bin, 'npm'), 0o755);
  const { status, stderr } = spawnSync(process.execPath, [join(scripts, 'run.mjs'), task], {
    env: { PATH: `${bin}:/usr/bin:/bin`, ...environment },
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(code);
  return existsSync(said) ? readFileSync(said, 'utf8').replace(/ --no-audit.*\n/, '') : 'nothing';
}

/** Moves node_modules away and links to it, as a second checkout has it. */
function linked(root: string): void {
  renameSync(join(root, 'node_modules'), join(root, 'elsewhere'));
  symlinkSync(join(root, 'elsewhere'), join(root, 'node_modules'));
}

const PRODUCTION = { NODE_ENV: 'production' };
const DEVELOPMENT = { NODE_ENV: 'development' };

it.each<
  [what: string, task: string, installed: Packages | null, environment: Record<string, string>, asked: string]
>([
  ['a first start leaves the test tools out', 'start', null, {}, 'ci --omit=dev'],
  ['whatever NODE_ENV says', 'start', null, DEVELOPMENT, 'ci --omit=dev'],
  ['and so does any command', 'verdicts', null, {}, 'ci --omit=dev'],
  ['a first test brings all', 'test', null, {}, 'ci --include=dev'],
  ['whatever NODE_ENV says, too', 'test', null, PRODUCTION, 'ci --include=dev'],
  [
    'a test after a start adds the tools to what is there',
    'test',
    PRODUCT,
    PRODUCTION,
    'install --no-save --include=dev',
  ],
  ['npm run lint does as well', 'tools', PRODUCT, {}, 'install --no-save --include=dev'],
  ['a start after a start has all it needs', 'start', PRODUCT, {}, 'nothing'],
  ['a start after a test takes nothing away', 'start', { ...PRODUCT, ...TOOLS }, PRODUCTION, 'nothing'],
  ['a test after a test has all it needs', 'test', { ...PRODUCT, ...TOOLS }, {}, 'nothing'],
  [
    'a start after an update keeps the tools of whoever has them',
    'start',
    { ...OLD, ...TOOLS },
    {},
    'ci --include=dev',
  ],
  ['and brings none to whoever has not', 'start', OLD, {}, 'ci --omit=dev'],
  [
    'a test with a tool of another version brings all anew',
    'test',
    { ...PRODUCT, ...TOOLS, 'node_modules/vitest': { version: '0.9.0', dev: true } },
    {},
    'ci --include=dev',
  ],
])('%s', (_, task, installed, environment, asked) => {
  expect(step(task, installed, environment)).toBe(asked);
});

it('nothing is installed through a link, which would empty the folder of another checkout', () => {
  expect(step('test', PRODUCT, {}, linked, 3)).toBe('nothing');
});
