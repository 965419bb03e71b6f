import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFaults } from '../../scripts/lint/import-faults.ts';
import { LAYERS, placeOf } from '../../scripts/lint/layers.ts';

const ROOT = join(import.meta.dirname, '../..');

function faultsOf(files: Readonly<Record<string, string>>): string[] {
  return importFaults(new Map(Object.entries(files)));
}

describe('the table of layers', () => {
  it('refuses an upward import, whatever its form', () => {
    for (const line of [
      "import { takeCap } from '../storage/caps.ts';",
      "import type { Store } from '../storage/caps.ts';",
      "import '../storage/caps.ts';",
      "export * from '../storage/caps.ts';",
      "export type { Store } from '../storage/caps.ts';",
      "const caps = await import('../storage/caps.ts');",
      "type Caps = typeof import('../storage/caps.ts');",
    ]) {
      expect(faultsOf({ 'src/issue/made-up.ts': line, 'src/storage/caps.ts': '' })).toEqual([
        'src/issue/made-up.ts: imports upwards, from issue to storage: src/storage/caps.ts',
      ]);
    }
  });

  it('lets an import go down, and stay on its floor', () => {
    const text = "import { a } from '../issue/a.ts';\nimport { b } from './b.ts';\nimport { z } from 'zod';";
    expect(faultsOf({ 'src/storage/x.ts': text, 'src/storage/b.ts': '', 'src/issue/a.ts': '' })).toEqual([]);
  });

  it('keeps rooms beside each other apart, and lets both use the floor below them', () => {
    expect(
      faultsOf({
        'src/desk/week/a.ts': "import type { B } from '../check/b.ts';\nimport { c } from '../c.ts';",
        'src/desk/check/b.ts': '',
        'src/desk/c.ts': '',
      }),
    ).toEqual([
      'src/desk/week/a.ts: imports from the room beside it: src/desk/check/b.ts; what both need stands one floor below',
    ]);
    expect(
      faultsOf({ 'src/desk/c.ts': "import { a } from './week/a.ts';", 'src/desk/week/a.ts': '' }),
    ).toEqual(['src/desk/c.ts: imports upwards, from desk to rooms of the desk: src/desk/week/a.ts']);
  });

  it('finds a circle of types alone', () => {
    expect(
      faultsOf({
        'src/issue/a.ts': "import type { B } from './b.ts';",
        'src/issue/b.ts': "import type { C } from './c.ts';",
        'src/issue/c.ts': "import type { A } from './a.ts';",
      }),
    ).toEqual([
      'imports go round in a circle: src/issue/a.ts → src/issue/b.ts → src/issue/c.ts → src/issue/a.ts',
    ]);
  });

  it('knows every file of the house, and no bag of closures is among them', () => {
    const files = globSync(['src/**/*.{ts,tsx}', 'templates/**/*.{ts,tsx}'], { cwd: ROOT });
    expect(files.filter(file => placeOf(file) === null)).toEqual([]);
    expect(files.filter(file => /-deps\.tsx?$/.test(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(600);
  });

  it('has a floor for nothing that is not there', () => {
    const files = globSync(['src/**/*', 'templates/**/*'], { cwd: ROOT });
    const floors = new Set(files.map(file => placeOf(file)?.floor));
    expect(LAYERS.filter((_, floor) => !floors.has(floor)).map(({ name }) => name)).toEqual([]);
  });

  it('holds in the house as it stands', () => {
    const files = globSync(['src/**/*.{ts,tsx}', 'templates/**/*.{ts,tsx}'], { cwd: ROOT });
    const sources = new Map(files.map(file => [file, readFileSync(join(ROOT, file), 'utf8')] as const));
    expect(importFaults(sources)).toEqual([]);
  });
});
