import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LOCK = 'package-lock.json';
const ours = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Installs React Email's preview, 470 MB that nothing else needs, in a folder of its own and in the versions locked
 * beside this file. Does nothing where it is there already.
 */
export function installPreview(folder: string): boolean {
  if (isInstalled(folder)) return true;
  console.error('Installing the preview of React Email (470 MB, once) …');
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', LOCK]) copyFileSync(ours(file), join(folder, file));
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/** npm writes its own list when everything is in place. */
function isInstalled(folder: string): boolean {
  const lock = join(folder, LOCK);
  if (!existsSync(lock) || !existsSync(join(folder, 'node_modules/.package-lock.json'))) return false;
  return readFileSync(lock, 'utf8') === readFileSync(ours(LOCK), 'utf8');
}
