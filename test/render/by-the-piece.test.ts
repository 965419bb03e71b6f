import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as components from '@react-email/components';
import fc from 'fast-check';
import * as reactEmail from 'react-email';
import { describe, expect, it } from 'vitest';
import { onlyNamed } from '../../src/render/by-the-piece.ts';

const collections = { '@react-email/components': components, 'react-email': reactEmail };

describe.each(Object.entries(collections))('the index of %s', (name, collection) => {
  const index = readFileSync(fileURLToPath(import.meta.resolve(name)), 'utf8');
  const shown = Object.entries(collection).filter(([, value]) => isComponent(value));

  it('gives each component by itself, from one place', () => {
    expect(shown.length).toBeGreaterThan(15);
    for (const [component] of shown) {
      const lines = onlyNamed(index, [component])?.split('\n') ?? [];
      expect(`${component}: ${lines.length} lines`).toBe(`${component}: 2 lines`);
    }
  });

  it('gives as many places as there are components asked for', () => {
    const some = fc.uniqueArray(fc.constantFrom(...shown.map(([component]) => component)), { minLength: 1 });
    fc.assert(
      fc.property(some, names => {
        expect(onlyNamed(index, names)!.split('\n')).toHaveLength(names.length + 1);
      }),
    );
  });

  it('brings along nothing for code, Markdown or Tailwind that was not asked for', () => {
    expect(onlyNamed(index, ['Body', 'Html', 'render'])).not.toMatch(/code|markdown|tailwind/i);
  });

  it('is left whole for a name that it does not have or does not show where it comes from', () => {
    expect(onlyNamed(index, ['Body', 'Carousel'])).toBeNull();
    expect(onlyNamed(index, ['Body', 'toPlainText'])).toBeNull();
  });

  it.each(['console.log(1);', 'import { Body as Trunk } from "./body.mjs";', 'import "./polyfill.mjs";'])(
    'is left whole where it says more than what comes from where: %s',
    line => {
      expect(onlyNamed(`${line}\n${index}`, ['Body'])).toBeNull();
    },
  );
});

function isComponent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$$typeof' in value;
}
