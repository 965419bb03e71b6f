import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Each says `sideEffects: false` of itself: what nobody names may be left out, as every bundler does. */
const COLLECTIONS = ['@react-email/components', 'react-email'];
/** Makes plain text of HTML, by four parsers. Ours is written by itself (`text.ts`): `render` never calls it. */
const NEVER_CALLED = 'html-to-text';
const NOTHING = 'data:text/javascript,export const convert = null;';
const WANTED = '?only=';
const decoder = new TextDecoder();

/**
 * From here on a file that takes components by name from a collection of React Email loads these and no others. Whole,
 * the collections cost three quarters of what all else in a pre-flight costs, for a highlighter of code in every
 * language and for Tailwind, which no mail of ours shows.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === NEVER_CALLED && context.parentURL?.includes('/@react-email/render/'))
      return { url: NOTHING, format: 'module', shortCircuit: true };
    const found = nextResolve(specifier, context);
    if (!COLLECTIONS.includes(specifier) || !found.url.endsWith('.mjs')) return found;
    const names = namesTaken(specifier, context.parentURL ?? '');
    return names.length === 0 ? found : { ...found, url: `${found.url}${WANTED}${names.join()}` };
  },
  load(url, context, nextLoad) {
    const [file = '', wanted] = url.split(WANTED);
    const loaded = nextLoad(file, context);
    if (wanted === undefined || loaded.source === undefined) return loaded;
    const whole = typeof loaded.source === 'string' ? loaded.source : decoder.decode(loaded.source);
    return { ...loaded, source: onlyNamed(whole, wanted.split(',')) ?? whole };
  },
});

/** What a file of ours takes by `import { … } from`, `export { … } from` or `{ … } = await import()`; else nothing. */
function namesTaken(specifier: string, importer: string): string[] {
  if (!/^file:.*\.tsx?$/.test(importer)) return [];
  const source = readFileSync(fileURLToPath(importer), 'utf8');
  const lists = new RegExp(`\\{([\\w\\s,]*)\\}\\s*(?:from|= await import\\()\\s*'${specifier}'`, 'g');
  return [...source.matchAll(lists)].flatMap(([, list = '']) => list.match(/\w+/g) ?? []);
}

const TAKEN = /^import \{([^{}]*)\} from "[^"]+";?$/gm;
const HANDED_ON = /^export \* from "@react-email\/([\w-]+)";?$/gm;
const GIVEN = /^export \{[^{}]*\};?$/gm;

/**
 * The index of a collection without the lines that lead to none of these names.
 * @returns null where it is written in another way, or does not have them all: then it is to be loaded as it is
 */
export function onlyNamed(index: string, names: readonly string[]): string | null {
  const other = index.replaceAll(TAKEN, '').replaceAll(HANDED_ON, '').replaceAll(GIVEN, '');
  if (other.trim() !== '' || / as /.test(index)) return null;
  const local: string[] = [];
  const kept: string[] = [];
  for (const [line, list = ''] of index.matchAll(TAKEN)) {
    const used = names.filter(name => list.match(/\w+/g)?.includes(name));
    if (used.length > 0) kept.push(line);
    local.push(...used);
  }
  const packages = new Map(names.filter(name => !local.includes(name)).map(name => [packageOf(name), name]));
  for (const [line, name = ''] of index.matchAll(HANDED_ON)) {
    if (packages.delete(name)) kept.push(line);
  }
  return packages.size > 0 ? null : [...kept, `export { ${local.join(', ')} };`].join('\n');
}

/** `CodeBlock` comes from `@react-email/code-block`, `render` from `@react-email/render`. */
function packageOf(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
}
