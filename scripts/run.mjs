// The first step of every npm script. Plain JavaScript that runs on Node 20: it installs what is missing and then goes
// on under the Node version pinned in package.json (the npm package `node`).
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { keepCompiled } from '../src/compiled.mjs';
import { checkPinnedNode, PINNED, pinnedNode } from './pinned-node.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MAIN = join(ROOT, 'src/main.ts');
/** Node strips types by itself; this lets it read JSX too. */
const TSX = pathToFileURL(join(ROOT, 'src/read-tsx.ts')).href;

/** What each npm script runs, and whether it needs the development dependencies. */
const TASKS = {
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
  install(task.dev);
  refuseOtherNode();
  keepCompiled(ROOT);
  // React and others choose their fast build by this; nothing else depends on it.
  process.env.NODE_ENV = 'production';
  if (isNewEnough(process.versions.node)) await runHere(task.file, [...task.args, ...extra]);
  else runUnderPinnedNode(task.file, [...task.args, ...extra]);
}

function install(dev) {
  if (isInstalled(dev)) return;
  const folder = join(ROOT, 'node_modules');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      `${folder} is a link, and the folder it leads to lacks packages of package-lock.json. Nothing was installed: ` +
        'npm ci would empty that folder for everybody who uses it. Install there, or remove the link and start again.',
    );
    process.exit(3);
  }
  console.error('Installing dependencies (npm ci) …');
  // Production is often set on servers and would leave out what tests need. Under an older Node npm warns about engines;
  // the pinned Node that this very step brings is the answer, so only errors are shown.
  const env = { ...process.env, npm_config_update_notifier: 'false' };
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(dev ? ['--include=dev'] : [])];
  const { status } = spawnSync('npm', args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env,
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('The dependencies could not be installed; npm says why above.');
    process.exit(3);
  }
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

/** Whether node_modules holds every package of the lockfile: read once after each change, and noted. */
function isInstalled(dev) {
  const lockfile = join(ROOT, 'package-lock.json');
  const hidden = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const note = join(ROOT, `node_modules/.installed${dev ? '-dev' : ''}`);
  const state = [lockfile, hidden].map(stateOf).join();
  if (existsSync(note) && readFileSync(note, 'utf8') === state) return true;
  const isComplete = holdsAll(packagesOf(lockfile), packagesOf(hidden), dev);
  if (isComplete) {
    try {
      writeFileSync(note, state);
    } catch {
      // A read-only installation is compared each time.
    }
  }
  return isComplete;
}

function stateOf(file) {
  const { size, mtimeMs, ctimeMs, ino } = statSync(file);
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** In the locked versions (npm keeps its own list of both). */
function holdsAll(wanted, present, dev) {
  return Object.entries(wanted).every(
    ([path, { version, optional, peer, dev: isDev, devOptional }]) =>
      path === '' || optional || peer || devOptional || (isDev && !dev) || present[path]?.version === version,
  );
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
  const child = spawn(pinned, [...loader, file, ...args], { stdio: 'inherit', cwd: ROOT });
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
