// Plain JavaScript that runs on Node 20: the launcher (scripts/run.mjs) asks it before the pinned Node starts.
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

/**
 * Two of each version of Node that ran here, senders having flags of their own, and one each of JSX, of packages and of results;
 * and what each may hold, several times what all commands need.
 */
const MOST_FOLDERS = 7;
const MOST_FILES = 8_000;

/**
 * Lets this process, and those it starts, keep what V8 made of each module, so that the next command need not make it
 * again. Node takes a kept piece only for the very source, Node and account it was made for. It costs nobody anything:
 * where nothing can be kept, all goes on without.
 * @param root the program's folder: kept in `var/compiled` below it, which may be removed at any time
 * @returns the folder; null where the environment has said another, or nothing is kept
 */
export function keepCompiled(root) {
  const { NODE_COMPILE_CACHE: chosen, NODE_DISABLE_COMPILE_CACHE: isOff } = process.env;
  if (chosen || isOff) return null;
  const folder = join(root, 'var/compiled');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (![join(root, 'var'), folder].every(isOursAlone)) return null;
    keepSmall(folder);
  } catch {
    // A full or read-only disk, or another account's folder.
    return null;
  }
  process.env.NODE_COMPILE_CACHE = folder;
  // Node 20 has none, and starts a newer one that reads the variable.
  module.enableCompileCache?.(folder);
  return folder;
}

/** What is kept is run as it is: only who may change our source may write there. */
function isOursAlone(folder) {
  if (!process.getuid) return true;
  const { uid, mode } = statSync(folder);
  return uid === process.getuid() && (mode & 0o022) === 0;
}

/** Other versions of Node and files that are gone leave pieces behind that nobody takes any more. */
function keepSmall(folder) {
  const names = readdirSync(folder);
  const isMuch =
    names.length > MOST_FOLDERS || names.some(name => readdirSync(join(folder, name)).length > MOST_FILES);
  if (isMuch) for (const name of names) rmSync(join(folder, name), { recursive: true });
}
