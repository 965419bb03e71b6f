import { createRequire } from 'node:module';
import type { IntlMessageFormat } from 'intl-messageformat';

/** What fills a slot of a pattern. */
export type Slots = Readonly<Record<string, string | number>>;

/**
 * A pattern in ICU MessageFormat with its words.
 * @param language whose rules for plurals, numbers and dates count
 * @throws Error for a slot that nothing fills, or a pattern that is none (`faultIn` of pattern-fault.ts tells before)
 */
export function fillPattern(pattern: string, language: string, slots: Slots): string {
  if (isPlain(pattern)) return fillPlain(pattern, slots);
  const words = formatOf(pattern, language).format<string>({ ...slots });
  return Array.isArray(words) ? words.join('') : words;
}

/** Text and `{slots}` alone, which is most of them: the library is not loaded for those. */
function isPlain(pattern: string): boolean {
  return /^(?:[^{}'#]|\{\w+\})*$/u.test(pattern);
}

function fillPlain(pattern: string, slots: Slots): string {
  return pattern.replace(/\{(\w+)\}/gu, (_, slot: string) => {
    const words = slots[slot];
    if (words === undefined) throw new Error(`Nothing fills "${slot}" in "${pattern}"`);
    return String(words);
  });
}

const formats = new Map<string, IntlMessageFormat>();

/** Made once for each pattern: parsing takes a hundred times as long as filling. */
export function formatOf(pattern: string, language: string): IntlMessageFormat {
  const key = `${language} ${pattern}`;
  const format = formats.get(key) ?? newFormat(pattern, language);
  formats.set(key, format);
  return format;
}

let library: typeof import('intl-messageformat') | undefined;

function newFormat(pattern: string, language: string): IntlMessageFormat {
  // Loaded by the first pattern that needs it: commands that word nothing start without it.
  library ??= createRequire(import.meta.url)('intl-messageformat') as typeof import('intl-messageformat');
  // `<…>` is a verdict's name, and by now a word.
  return new library.IntlMessageFormat(pattern, language, undefined, { ignoreTag: true });
}
