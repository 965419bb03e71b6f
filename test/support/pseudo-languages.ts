import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dictionary, programsWords } from '../../src/words/dictionary.ts';

const GERMAN = join(import.meta.dirname, 'kuechenurteile');

/** Languages that nobody speaks, for layouts: one whose words are long, one that is written from right to left. */
export const PSEUDO_LANGUAGES = {
  /** Every word by 40 % longer than the English, in letters with accents. */
  longer: { language: 'en', change: longer },
  /** In Hebrew letters, as is whatever the publication and the catalogue say themselves. */
  rightToLeft: { language: 'he', change: inHebrewLetters },
} as const;

export type PseudoLanguage = keyof typeof PSEUDO_LANGUAGES;

/** The German publication as one in a pseudo-language, with all its words. @returns its folder */
export function pseudoPublication(name: PseudoLanguage): string {
  const { language, change } = PSEUDO_LANGUAGES[name];
  const folder = mkdtempSync(join(tmpdir(), `verdicts-${name.toLowerCase()}-`));
  const given = (file: string) => JSON.parse(readFileSync(join(GERMAN, file), 'utf8'));
  const ownText = name === 'rightToLeft' ? change : (text: string) => text;
  const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
  write('publication.json', { ...textsIn(given('publication.json'), ownText), language });
  write('catalogue.json', textsIn(given('catalogue.json'), ownText));
  mkdirSync(join(folder, 'words'));
  write(`words/${language}.json`, changedWords(programsWords('en'), change));
  return folder;
}

function changedWords(words: Dictionary, change: (text: string) => string): Dictionary {
  const changed = (pattern: string) => inPattern(pattern, change);
  return Object.fromEntries(
    Object.entries(words).map(([key, said]) => [
      key,
      typeof said === 'string' ? changed(said) : said.map(changed),
    ]),
  );
}

/** Changes the words of a pattern and keeps what is ICU's: within an odd number of braces no reader sees anything. */
export function inPattern(pattern: string, change: (text: string) => string): string {
  let depth = 0;
  return pattern.replace(/[{}]|<\w+>|[^{}<]+|</gu, part => {
    if (part === '{') depth += 1;
    else if (part === '}') depth -= 1;
    else if (depth % 2 === 0 && !/^<\w/u.test(part)) return change(part);
    return part;
  });
}

const ACCENTED: Readonly<Record<string, string>> = { a: 'å', e: 'é', i: 'î', o: 'ø', u: 'û', n: 'ñ' };

function longer(text: string): string {
  return text.replace(/\p{L}+/gu, word => {
    const accented = word.replace(/[aeioun]/gu, letter => ACCENTED[letter] ?? letter);
    return `${accented}${'éåøñî'.repeat(word.length).slice(0, Math.ceil(word.length * 0.4))}`;
  });
}

const HEBREW = 'אבגדהוזחטיכלמנסעפצקרשת';

function inHebrewLetters(text: string): string {
  return text.replace(
    /\p{Script=Latin}/gu,
    letter => HEBREW[(letter.codePointAt(0) ?? 0) % HEBREW.length] ?? '',
  );
}

/** What people read in these files; ids, addresses, colours and kinds stay. */
const TEXTS = new Set([
  ...['name', 'tagline', 'one', 'many', 'postalAddress', 'label', 'role', 'maker', 'pickWhen', 'description'],
  ...['category', 'quote', 'pull', 'note'],
]);

function textsIn<T>(value: T, change: (text: string) => string): T {
  if (Array.isArray(value)) return value.map(one => textsIn(one, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      typeof one === 'string' && TEXTS.has(key) ? change(one) : textsIn(one, change),
    ]),
  ) as T;
}
