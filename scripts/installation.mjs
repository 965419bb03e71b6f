// Plain JavaScript that runs on Node 20, as run.mjs, whose first step it is.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode } from './pinned-node.mjs';

/**
 * Installs what is missing with npm, or ends the process. What was found complete is noted, and not read again before npm or the
 * lockfile changes: the two lists are a tenth of a start.
 * @param root the project's folder
 * @param dev whether the test tools are needed
 */
export function install(root, dev) {
  const state = stateOf(root);
  const note = join(root, `node_modules/.installed${dev ? '-dev' : ''}`);
  if (state !== '' && existsSync(note) && readFileSync(note, 'utf8') === state) return;
  const { installed, wanted } = packages(root);
  const isAsLocked = ({ path, version }) => installed[path]?.version === version;
  const tools = wanted.filter(({ isTool }) => isTool);
  const hasTools = tools.some(({ path }) => installed[path] !== undefined);
  const hasProduct = wanted.every(each => each.isTool || isAsLocked(each));
  if (hasProduct && (!dev || tools.every(isAsLocked))) {
    remember(note, state);
    return;
  }
  refuseLink(join(root, 'node_modules'));
  // What is there already stays while the tools come: another terminal may be running it. Whoever has them keeps them.
  const adds = hasProduct && !hasTools;
  const command = adds ? ['install', '--no-save'] : ['ci'];
  const scope = dev || hasTools ? '--include=dev' : '--omit=dev';
  console.error(
    `Installing ${adds ? 'the test tools' : 'dependencies'} (npm ${command.join(' ')} ${scope}) …`,
  );
  // Under an older Node npm warns about engines; the pinned Node that this very step brings is the answer, so only errors
  // are shown. NODE_ENV and npm's own settings decide nothing: the scope is named.
  const { status } = spawnSync('npm', [...command, scope, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, npm_config_update_notifier: 'false' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('The dependencies could not be installed; npm says why above.');
    process.exit(3);
  }
  // What the package `node` unpacked beside the binary that it has put in its place: headers and another npm, 68 MB.
  if (existsSync(pinnedNode(root)))
    rmSync(join(root, 'node_modules/node/node_modules'), { recursive: true, force: true });
}

function refuseLink(folder) {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  console.error(
    `${folder} is a link, and the folder it leads to lacks packages of package-lock.json. Nothing was installed: ` +
      'npm ci would empty that folder for everybody who uses it. Install there, or remove the link and start again.',
  );
  process.exit(3);
}

/**
 * Every package of the lockfile that must be there, and what is in node_modules (npm keeps a list of both). Those that npm
 * may leave out for a reason of its own are not asked for.
 */
function packages(root) {
  const hidden = join(root, 'node_modules/.package-lock.json');
  const installed = existsSync(hidden) ? JSON.parse(readFileSync(hidden, 'utf8')).packages : {};
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const wanted = Object.entries(locked)
    .filter(([path, { optional, peer, devOptional }]) => path !== '' && !optional && !peer && !devOptional)
    .map(([path, { version, dev }]) => ({ path, version, isTool: dev === true }));
  return { installed, wanted };
}

/** Which lists of packages there are, by all that changes when they do; '' where nothing is installed. */
function stateOf(root) {
  const lists = ['package-lock.json', 'node_modules/.package-lock.json'].map(name => join(root, name));
  if (!lists.every(existsSync)) return '';
  return lists
    .map(list => {
      const { size, mtimeMs, ctimeMs, ino } = statSync(list);
      return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
    })
    .join();
}

function remember(note, state) {
  try {
    writeFileSync(note, state);
  } catch {
    // A read-only installation is compared each time.
  }
}
