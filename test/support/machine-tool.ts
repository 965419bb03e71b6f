import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { allowToSkip } from './missing-part.ts';

/** Programs for administrators, which are not on everybody's path. */
const ALSO = ['/usr/sbin', '/sbin'];

/**
 * A program of the machine that checks what is in deploy/, or null where its tests may be skipped.
 * @param from the Debian package that brings it
 * @throws where CI is set and it is missing
 */
export function machineTool(name: string, from: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...ALSO];
  const found = folders.map(folder => join(folder, name)).find(isProgram);
  if (found === undefined)
    allowToSkip(name, `it is not on this machine (Debian: apt install ${from}).`, process.env.CI);
  return found ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
