import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

export type ChromiumSource = 'path' | 'local' | 'package';

/** What `launch` needs to start one Chromium. */
export interface ChromiumBinary {
  readonly executablePath: string;
  /** Beside the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
}

const LOCAL_PLACES = [
  // The same engine without the browser's own windows around it: a page costs a quarter of the processor time.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The first of: CHROMIUM_PATH, a Chromium or Chrome of this machine, the one inside the npm package
 * `@sparticuz/chromium`.
 * @returns the reason, in words, when there is none
 */
export function findChromium(sources: readonly ChromiumSource[]): ChromiumBinary | string {
  const named = sources.includes('path') ? process.env.CHROMIUM_PATH : undefined;
  if (named) return { executablePath: named, env: {} };
  const local = sources.includes('local') ? LOCAL_PLACES.find(place => existsSync(place)) : undefined;
  if (local) return { executablePath: local, env: {} };
  const packaged = sources.includes('package') ? unpackChromium() : null;
  const reason = 'CHROMIUM_PATH is not set, no Chromium in /usr/bin, and the one in @sparticuz/chromium';
  if (!packaged) return `${reason} is not installed or not for this machine`;
  return starts(packaged) ? packaged : `${reason} does not start here`;
}

/**
 * Unpacks once a version, into node_modules/.cache. The package itself unpacks straight to its final name in the
 * temporary folder, where a second process would find half a file and run it.
 * @returns null when the package is not installed or not made for this machine
 */
function unpackChromium(): ChromiumBinary | null {
  const entry = packageEntry();
  if (!entry || process.platform !== 'linux' || process.arch !== 'x64') return null;
  const manifest = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const cache = fileURLToPath(new URL('../../node_modules/.cache/verdicts-chromium', import.meta.url));
  const folder = join(cache, manifest.version);
  if (!existsSync(folder)) unpackInto(folder, cache, entry);
  const libraries = globSync(join(folder, '**/lib'))[0];
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      FONTCONFIG_PATH: join(folder, 'fonts'),
      // What a bare server lacks (libnss3 and its kin) is in the package too.
      ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}),
    },
  };
}

/** Made for one Linux; another (musl, a very old glibc) cannot run it. */
function starts({ executablePath, env }: ChromiumBinary): boolean {
  return spawnSync(executablePath, ['--version'], { env: { ...process.env, ...env } }).status === 0;
}

function packageEntry(): string | null {
  try {
    return require.resolve('@sparticuz/chromium');
  } catch {
    return null;
  }
}

/** The package reads TMPDIR for where to unpack, and these variables for whether to unpack its libraries. */
function unpackInto(folder: string, cache: string, entry: string): void {
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(join(cache, 'unpacking-'));
  const script =
    'const { default: chromium } = await import(process.argv[1]); await chromium.executablePath();';
  execFileSync(process.execPath, ['--input-type=module', '-e', script, entry], {
    env: { PATH: process.env.PATH ?? '', TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    renameSync(aside, folder);
  } catch (error) {
    // Another process was first: its copy is as good.
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
