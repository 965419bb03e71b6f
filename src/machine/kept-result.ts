import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a pure function gave for the same input in an earlier process, beside what is compiled (`compiled.mjs`) and under its
 * rules: only this account may write there, and all of it may be removed at any time.
 * @param name of what there is one result: a file's path
 * @param key hash of all the result follows from, the program's own files (`programMark`) among it
 * @returns null where that is not kept
 */
export function keptResult<Result>(name: string, key: string): Result | null {
  const place = placeOf(name);
  if (place === null) return null;
  try {
    const text = readFileSync(place, 'utf8');
    const cut = text.indexOf('\n');
    // Anything but the very text that was written is no result.
    if (text.slice(0, cut) !== `${key} ${digest(text.slice(cut + 1))}`) return null;
    return JSON.parse(text.slice(cut + 1)) as Result;
  } catch {
    // Not there, or not ours to read.
    return null;
  }
}

/** In place of what was kept under that name. Where nothing can be kept, all goes on without. */
export function keepForLater(name: string, key: string, result: unknown): void {
  const place = placeOf(name);
  if (place === null) return;
  const text = JSON.stringify(result);
  try {
    mkdirSync(join(place, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(`${place}.${process.pid}`, `${key} ${digest(text)}\n${text}`, { mode: 0o600 });
    renameSync(`${place}.${process.pid}`, place);
  } catch {
    // A full or read-only disk.
  }
}

function placeOf(name: string): string | null {
  const { NODE_COMPILE_CACHE: folder } = process.env;
  return folder ? join(folder, 'results', `${digest(name)}.json`) : null;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
