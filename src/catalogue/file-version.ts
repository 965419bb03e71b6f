import { stat } from 'node:fs/promises';

/** What is different once a file was written to or another one has taken its place; `missing` for none that can be asked. */
export async function fileVersion(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found === null
    ? 'missing'
    : [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ');
}
