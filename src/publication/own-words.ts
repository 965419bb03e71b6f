import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, shown } from '../catalogue/problem.ts';
import { type WordsFault, wordsFaults } from '../words/check-words.ts';
import { type Dictionary, programsWords } from '../words/dictionary.ts';
import { FALLBACK, isSpoken, LANGUAGES } from '../words/language.ts';
import { problem, readJson } from './json-file.ts';

export type OwnWords =
  | { readonly kind: 'read'; readonly words: Dictionary }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/** Where a publication's own words in a language lie. @param folder the publication's, absolute */
export function wordsFile(folder: string, language: string): string {
  return join(folder, 'words', `${language}.json`);
}

/**
 * What a publication says in its own words, checked; nothing where it has no file. Whoever publishes in a language that the
 * program does not speak brings one.
 * @param folder the publication's, absolute
 * @returns every problem at once; throws only for a fault of the machine
 */
export function readOwnWords(folder: string, language: string): OwnWords {
  const file = wordsFile(folder, language);
  if (!existsSync(file)) {
    if (isSpoken(language)) return { kind: 'read', words: {} };
    const fix = `write the words there, or set "language" to one of: ${LANGUAGES.join(', ')}`;
    return {
      kind: 'invalid',
      problems: [problem(file, 'nothing', `there are no words in "${language}"`, fix)],
    };
  }
  const reading = readWordsFile(file);
  if ('problems' in reading) return { kind: 'invalid', problems: reading.problems };
  const { words } = reading;
  const problems = wordsFaults(words, programsWords(FALLBACK), language).map(fault =>
    wordsProblem(file, fault),
  );
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'read', words: words as Dictionary };
}

/** What a file has by key, not yet checked; keys that begin with `$` are for whoever edits it, and left out. */
export function readWordsFile(
  file: string,
): { readonly words: Readonly<Record<string, unknown>> } | { readonly problems: readonly Problem[] } {
  const reading = readJson(file, 'write the words there');
  if ('problems' in reading) return reading;
  const { raw } = reading;
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw))
    return { words: Object.fromEntries(Object.entries(raw).filter(([key]) => !key.startsWith('$'))) };
  const fix = 'write an object in { }, with a key for each text that you say in your own words';
  return { problems: [problem(file, shown(raw), 'the words are no object', fix)] };
}

/** A fault of words as the problem of a file. */
export function wordsProblem(file: string, { key, found, message, fix }: WordsFault): Problem {
  return { ...problem(file, found, `"${key}" ${message}`, fix), path: `$[${JSON.stringify(key)}]` };
}
