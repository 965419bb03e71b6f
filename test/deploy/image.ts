import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../../src/config.ts';
import { unprivilegedAccount } from '../support/unprivileged.ts';
import { readDockerfile } from './dockerfile.ts';

const STEPS = readDockerfile();

/** The folder that the steps of deploy/Dockerfile give, and its program under an account that owns nothing but var/. */
export interface Image {
  readonly root: string;
  /** The account the program runs under; null where we are not root and have only our own. */
  readonly account: ReturnType<typeof unprivilegedAccount>;
  start(command: readonly string[] | undefined, environment: Readonly<Record<string, string>>): ImageProcess;
  /** What HEALTHCHECK says of a program on that port: its exit code. */
  health(port: number): Promise<number | null>;
  remove(): void;
}

export interface ImageProcess {
  readonly child: ChildProcess;
  printed(): string;
  readonly ended: Promise<number | null>;
}

export function buildImage(): Image {
  const packages = join(PROJECT_ROOT, 'node_modules');
  const place = mkdtempSync(join(placeBeside(packages), 'verdicts-image-'));
  chmodSync(place, 0o755);
  // Links, where both are on one disk: a quarter of a gigabyte.
  const copy = (from: string, to: string) =>
    execFileSync('cp', [statSync(place).dev === statSync(from).dev ? '-al' : '-a', from, to]);
  // The one in a checkout may lie where another account cannot go.
  const node = join(place, 'node');
  copy(process.execPath, node);
  const root = join(place, 'app');
  mkdirSync(root);
  for (const path of STEPS.copied) {
    execFileSync('cp', ['-r', '--no-preserve=mode', join(PROJECT_ROOT, path), join(root, path)]);
  }
  mkdirSync(join(root, 'node_modules'));
  for (const path of productPackages()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copy(join(PROJECT_ROOT, path), join(root, path));
  }
  const account = unprivilegedAccount();
  mkdirSync(join(root, 'var'), { mode: 0o700 });
  if (account) chownSync(join(root, 'var'), account.uid, account.gid);
  const run = (command: readonly string[], environment: Readonly<Record<string, string>>) => {
    const inFolder = (text: string) => text.replace(/^(file:)?\/app\b/, `$1${root}`);
    const [, ...args] = command.map(inFolder);
    return watch(
      spawn(node, args, {
        cwd: root,
        env: { ...mapValues(STEPS.environment, inFolder), HOME: '/nonexistent', ...environment },
        ...account,
      }),
    );
  };
  return {
    root,
    account,
    start: (command = STEPS.command, environment) => run([...STEPS.entrypoint, ...command], environment),
    health: port => run(STEPS.health, { PORT: String(port) }).ended,
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}

/** On the disk of the packages if it can be: there they need only be linked. */
function placeBeside(packages: string): string {
  const [kept] = ['/var/tmp']
    .filter(existsSync)
    .filter(place => statSync(place).dev === statSync(packages).dev);
  return kept ?? tmpdir();
}

/** What `npm ci --omit=dev --ignore-scripts` installs right in node_modules, as far as it is here. */
function productPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  return Object.entries(packages)
    .filter(([path, { dev }]) => /^node_modules\/(?!.*\/node_modules\/)/.test(path) && !dev)
    .map(([path]) => path)
    .filter(path => path !== 'node_modules/node' && existsSync(join(PROJECT_ROOT, path)));
}

function watch(child: ChildProcess): ImageProcess {
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
  const ended = new Promise<number | null>(resolve => child.once('close', code => resolve(code)));
  return { child, ended, printed: () => printed };
}

function mapValues(values: Readonly<Record<string, string>>, map: (value: string) => string) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
