import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deskCss } from '../../src/desk/desk-css.ts';

const DESK = join(import.meta.dirname, '../../src/desk');
const KIT = join(import.meta.dirname, '../../src/web');
const TEMPLATES = join(import.meta.dirname, '../../templates/web');

const sheets = await Promise.all(
  globSync(join(DESK, '*/*-css.ts')).map(async path => {
    const [css] = Object.values((await import(path)) as Record<string, string>);
    return { part: basename(dirname(path)), selectors: selectorsIn(css ?? '') };
  }),
);
const shared = new Set(selectorsIn(deskCss).flatMap(classesIn));

// All style sheets are one file: a rule of one part reaches every page that uses its class.
describe('the style sheet of a part of the desk', () => {
  it.each(sheets)(
    '$part styles nothing at large: each rule starts at a class of its own',
    ({ selectors }) => {
      expect(selectors.filter(selector => ownClass(selector) === undefined)).toEqual([]);
    },
  );

  it.each(sheets)('$part starts at no class that pages of another part use', ({ part, selectors }) => {
    const own = new Set(selectors.map(ownClass));
    const others = pages(`${DESK}/**/*.tsx`).filter(({ path }) => basename(dirname(path)) !== part);
    const leaks = others.flatMap(({ path, text }) =>
      classNamesIn(text)
        .filter(name => own.has(name))
        .map(name => `.${name} in ${basename(path)}`),
    );
    expect(leaks).toEqual([]);
  });

  it.each(sheets)('$part styles nothing that its pages do not have', ({ part, selectors }) => {
    const parts = [`${DESK}/${part}`, DESK, KIT, TEMPLATES];
    const words = pages(...parts.map(folder => `${folder}/*.tsx`)).map(page => page.text);
    const known = new Set(words.join(' ').match(/[\w-]+/g));
    expect(selectors.filter(selector => classesIn(selector).some(name => !known.has(name)))).toEqual([]);
  });
});

function selectorsIn(css: string): string[] {
  const rules = [...css.matchAll(/([^{}]+)\{/g)].map(([, before = '']) => before.trim());
  return rules.filter(before => !before.startsWith('@')).flatMap(before => before.split(','));
}

function classesIn(selector: string): string[] {
  return [...selector.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name);
}

/** The class at which a rule parts from what all pages of the desk share. */
function ownClass(selector: string): string | undefined {
  return classesIn(selector).find(name => !shared.has(name));
}

function pages(...patterns: string[]): { readonly path: string; readonly text: string }[] {
  return globSync(patterns).map(path => ({ path, text: readFileSync(path, 'utf8') }));
}

/** Of `className="a b"`, and of every string inside `className={…}`. */
function classNamesIn(text: string): string[] {
  const values = [...text.matchAll(/className=(?:"([^"]*)"|\{([^}]*)\})/g)];
  return values.flatMap(
    ([, plain = '', code = '']) =>
      [plain, ...(code.match(/[`'"][^`'"]*/g) ?? [])].join(' ').match(/[\w-]+/g) ?? [],
  );
}
