// Plain JavaScript that runs on Node 20, as run.mjs, which asks it before anything runs under the pinned Node.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * SHA-256 of the binaries that the npm package `node` fetches by itself, past the lockfile: as they are in the packages
 * node-<platform>-<arch> of this version. A new version of `node` in package.json needs new ones.
 */
export const PINNED = {
  version: '24.21.0',
  sha256: {
    'linux-x64': '7fde7b8afa198da66257f42ee2001d874c7355631e6d1579a5fb5ef1f246df4c',
    'linux-arm64': '0f8949d1028f6d61506b2d5bc57e7e6fe893d7b1997509b7847294fc9c616584',
    'win32-x64': 'ba4e6d110e8c1592a1ecd390f6b05f3da124b13871a5be62b341a07a853c6c32',
  },
};

/** Where the package puts it. */
export function pinnedNode(root, platform = process.platform) {
  return join(root, 'node_modules/node/bin', platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Whether the pinned Node is the one we know. Read once after each install: a note in node_modules says which file was.
 * @returns `good`, also where there is none; `unknown` for a platform we keep no hash of; `other` for any other binary
 */
export function checkPinnedNode(root, platform = `${process.platform}-${process.arch}`) {
  const file = pinnedNode(root, platform.split('-')[0]);
  if (!existsSync(file)) return 'good';
  const wanted = PINNED.sha256[platform];
  if (wanted === undefined) return 'unknown';
  const { size, mtimeMs, ino } = statSync(file);
  const note = join(root, 'node_modules/.pinned-node');
  const state = `${wanted} ${size} ${mtimeMs} ${ino}`;
  if (existsSync(note) && readFileSync(note, 'utf8') === state) return 'good';
  // Only who reads the binary pays for it.
  const { createHash } = createRequire(import.meta.url)('node:crypto');
  if (createHash('sha256').update(readFileSync(file)).digest('hex') !== wanted) return 'other';
  try {
    writeFileSync(note, state);
  } catch {
    // A read-only installation is read each time.
  }
  return 'good';
}
