import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../../src/config.ts';

/** Every file of ours that this one imports, and those import, but for types alone; from the project's root, with itself. */
export function importsOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(join(PROJECT_ROOT, file), 'utf8');
  const imports = [
    ...source.matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)';/gm),
    ...source.matchAll(/import\('(\.[^']+)'\)/g),
  ];
  for (const [statement, path = ''] of imports) {
    const names = /\{([^}]*)\}/.exec(statement)?.[1]?.split(',');
    const isTypesOnly = names?.every(name => /^\s*(type .*)?$/.test(name));
    if (!isTypesOnly) importsOf(join(dirname(file), path), seen);
  }
  return seen;
}

/** Those of the files that are none of these places, and in none of these folders (`templates/`). */
export function outside(files: Iterable<string>, places: readonly string[]): string[] {
  return [...files].filter(
    file => !places.some(place => (place.endsWith('/') ? file.startsWith(place) : file === place)),
  );
}
