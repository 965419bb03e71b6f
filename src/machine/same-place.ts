import { realpathSync } from 'node:fs';

/** Whether two paths lead to the same file or folder, links and all; one that leads nowhere is its name. */
export function isSamePlace(one: string, other: string): boolean {
  return realPlace(one) === realPlace(other);
}

function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
