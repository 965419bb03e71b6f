import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { LAYERS, type Layer, placeOf } from './layers.ts';

/** What is wrong with the imports of a house, in sentences, each with its file. */
export function importFaults(
  sources: ReadonlyMap<string, string>,
  layers: readonly Layer[] = LAYERS,
): string[] {
  const imports = new Map([...sources].map(([file, text]) => [file, importsOf(file, text)]));
  return [...strayFiles(imports, layers), ...upwardImports(imports, layers), ...circles(imports)];
}

type Imports = ReadonlyMap<string, readonly string[]>;

/** Every file of ours that a file names, types included. @param file from the project's root, with `/` */
function importsOf(file: string, text: string): string[] {
  const { staticImports, staticExports } = parseSync(file, text).module;
  const named = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value ?? '')),
    // `import('…')`, as a call and as a type.
    ...Array.from(text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g), ([, path = '']) => path),
  ];
  const own = named.filter(path => path.startsWith('.'));
  return [...new Set(own.map(path => posix.join(posix.dirname(file), path)))];
}

function strayFiles(imports: Imports, layers: readonly Layer[]): string[] {
  return [...imports.keys()]
    .filter(file => placeOf(file, layers) === null)
    .map(file => `${file}: stands on no floor of the house (scripts/lint/layers.ts)`);
}

function upwardImports(imports: Imports, layers: readonly Layer[]): string[] {
  const faults: string[] = [];
  for (const [file, named] of imports) {
    const from = placeOf(file, layers);
    for (const path of named) {
      const to = placeOf(path, layers);
      if (!from) continue;
      const name = (floor: number) => layers[floor]?.name ?? '';
      if (!to) faults.push(`${file}: imports ${path}, which is no part of the house`);
      else if (to.floor > from.floor)
        faults.push(`${file}: imports upwards, from ${name(from.floor)} to ${name(to.floor)}: ${path}`);
      else if (to.floor === from.floor && to.room !== from.room)
        faults.push(
          `${file}: imports from the room beside it: ${path}; what both need stands one floor below`,
        );
    }
  }
  return faults;
}

/** Circles of imports, each once, by a walk in depth. */
function circles(imports: Imports): string[] {
  const faults: string[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string) => {
    const at = trail.indexOf(file);
    if (at >= 0) faults.push(`imports go round in a circle: ${[...trail.slice(at), file].join(' → ')}`);
    if (at >= 0 || done.has(file)) return;
    trail.push(file);
    for (const next of imports.get(file) ?? []) visit(next);
    trail.pop();
    done.add(file);
  };
  for (const file of imports.keys()) visit(file);
  return faults;
}
