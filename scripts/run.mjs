// The first step of every npm script. Plain JavaScript that runs on Node 20: it installs what is missing and then goes
// on under the Node version pinned in package.json (the npm package `node`).
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { keepCompiled } from '../src/compiled.mjs';
import { flagsFor, setFlagsFor } from '../src/sender-flags.mjs';
import { install } from './installation.mjs';
import { checkPinnedNode, PINNED, pinnedNode } from './pinned-node.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MAIN = join(ROOT, 'src/main.ts');
/** Node strips types by itself; this lets it read JSX too. */
const TSX = pathToFileURL(join(ROOT, 'src/read-tsx.ts')).href;

/** What each npm script runs, and whether it needs the development dependencies; `tools` only installs those. */
const TASKS = {
  tools: { file: '', args: [], dev: true },
  start: { file: MAIN, args: ['start'], dev: false },
  verdicts: { file: MAIN, args: [], dev: false },
  test: { file: join(ROOT, 'node_modules/vitest/vitest.mjs'), args: ['run'], dev: true },
  dev: { file: join(ROOT, 'scripts/gallery.ts'), args: [], dev: true },
  'email-dev': { file: join(ROOT, 'scripts/email-dev.ts'), args: [], dev: true },
  bench: { file: join(ROOT, 'scripts/bench.ts'), args: [], dev: true },
  prove: { file: join(ROOT, 'scripts/prove.ts'), args: [], dev: true },
  'stand-in': { file: join(ROOT, 'scripts/stand-in.ts'), args: [], dev: true },
  lighthouse: { file: join(ROOT, 'scripts/lighthouse.ts'), args: [], dev: true },
  pictures: { file: join(ROOT, 'scripts/pictures.ts'), args: [], dev: true },
};

export async function runTask(name, extra) {
  const task = TASKS[name];
  if (!task) {
    console.error(`No task "${name}". There are: ${Object.keys(TASKS).join(', ')}.`);
    process.exit(2);
  }
  install(ROOT, task.dev);
  refuseOtherNode();
  if (task.file === '') return;
  const args = [...task.args, ...extra];
  const isHere = isNewEnough(process.versions.node);
  if (isHere && task.file === MAIN) setFlagsFor(args);
  keepCompiled(ROOT);
  // React and others choose their fast build by this; nothing else depends on it.
  process.env.NODE_ENV = 'production';
  if (isHere) await runHere(task.file, args);
  else runUnderPinnedNode(task.file, args);
}

/** The lockfile does not know the binary of the package `node`: whatever came in its place must not run. */
function refuseOtherNode() {
  const found = checkPinnedNode(ROOT);
  if (found === 'good') return;
  const platform = `${process.platform}-${process.arch}`;
  if (found === 'unknown') {
    console.error(
      `No hash of Node ${PINNED.version} for ${platform} is kept here: its binary was not checked.`,
    );
    return;
  }
  console.error(
    `${pinnedNode(ROOT)} is not the Node ${PINNED.version} for ${platform} that this was made with (scripts/pinned-node.mjs). ` +
      'It was not run. Remove node_modules and start again; if it is the same then, do not trust where it comes from.',
  );
  process.exit(3);
}

/**
 * npm runs a script through a shell. A SIGTERM to npm ends npm and that shell, and the shell passes nothing on: we would
 * go on as an orphan. Losing the parent is therefore a SIGTERM.
 */
function endWithParent(end) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 250);
  watch.unref();
}

async function runHere(file, args) {
  endWithParent(() => process.kill(process.pid, 'SIGTERM'));
  process.argv = [process.execPath, file, ...args];
  if (needsLoader(file)) await import(TSX);
  await import(pathToFileURL(file).href);
}

function runUnderPinnedNode(file, args) {
  const pinned = pinnedNode(ROOT);
  if (!existsSync(pinned)) {
    console.error(
      `This needs Node 24.15 or newer and found ${process.versions.node}. The npm package "node" brings it, but its install ` +
        'script did not run: allow install scripts (npm config delete ignore-scripts), remove node_modules and start again.',
    );
    process.exit(3);
  }
  const loader = needsLoader(file) ? ['--import', TSX] : [];
  const flags = file === MAIN ? flagsFor(args) : [];
  // A fifth less memory for a sender: else each of V8's threads keeps what it once needed (glibc).
  const env = flags.length > 0 ? { MALLOC_ARENA_MAX: '1', ...process.env } : process.env;
  const child = spawn(pinned, [...flags, ...loader, file, ...args], { stdio: 'inherit', cwd: ROOT, env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithParent(() => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** The command line brings its own. */
function needsLoader(file) {
  return file.endsWith('.ts') && file !== MAIN;
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 15);
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  const [, , name = '', ...extra] = process.argv;
  await runTask(name, extra);
}
