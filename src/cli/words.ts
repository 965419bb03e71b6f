import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblems } from '../catalogue/problem.ts';
import { publicationFolder } from '../config.ts';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { languageOf } from '../publication/language-of.ts';
import { readWordsFile, wordsFile, wordsProblem } from '../publication/own-words.ts';
import { missingKeys, unusedKeys, type WordsFault, wordsFaults } from '../words/check-words.ts';
import { type Dictionary, programsWords, wholeDictionary } from '../words/dictionary.ts';
import { FALLBACK, isLanguageTag, isSpoken, LANGUAGES } from '../words/language.ts';

/** @param asked a language; '' for the publication's and every other that its folder has words in */
export function wordsCheck(asked: string): number {
  const folder = publicationFolder();
  const languages = asked === '' ? languagesIn(folder) : [known(asked, folder)];
  const counts = languages.map(language => checkOne(folder, language));
  return counts.every(count => count === 0) ? EXIT.done : EXIT.no;
}

/** @param asked a language; '' for the publication's @param part of a key or of the words; '' for all */
export function wordsList(asked: string, part: string): number {
  const folder = publicationFolder();
  const language = known(asked === '' ? languageOf(folder) : asked, folder);
  const own = ownWords(folder, language).words;
  const wanted = part.toLowerCase();
  let found = 0;
  for (const [key, said] of Object.entries({ ...wholeDictionary(language), ...own })) {
    const patterns = Array.isArray(said) ? said.map(String) : [String(said)];
    if (![key, ...patterns].some(text => text.toLowerCase().includes(wanted))) continue;
    found += 1;
    console.log(`${key}${own[key] === undefined ? '' : ' (your own)'}`);
    for (const pattern of patterns) console.log(`  ${pattern}`);
  }
  if (found === 0) console.log(`No key and no words in "${language}" hold "${part}".`);
  return found === 0 ? EXIT.no : EXIT.done;
}

/** Prints what is wrong with one language. @returns how many faults */
function checkOne(folder: string, language: string): number {
  const english = programsWords(FALLBACK);
  const programs = programsWords(language);
  const { file, words, isThere } = ownWords(folder, language);
  const faults = [...wordsFaults(words, english, language), ...unusedKeys(words, programs)];
  const missing = missingKeys({ ...programs, ...words }, english);
  if (faults.length > 0) console.log(formatProblems(faults.map(fault => wordsProblem(file, fault))));
  if (missing.length > 0) console.log(toBeWritten(missing, english, file));
  const total = Object.keys(english).length;
  const place = isThere
    ? `${total} keys, ${Object.keys(words).length} of them your own in ${file}`
    : `${total} keys, all of them the program’s own; yours would stand in ${file}`;
  console.log(`${language}: ${place}; ${summary([...faults, ...missing])}.`);
  return faults.length + missing.length;
}

/** A publication's first file in a language lacks hundreds: as they can be pasted and put into words. */
function toBeWritten(missing: readonly WordsFault[], english: Dictionary, file: string): string {
  const lines = missing.map(({ key }) => `  ${JSON.stringify(key)}: ${JSON.stringify(english[key])}`);
  const head =
    missing.length === 1
      ? 'One key is missing; readers get the English. To be put into words in'
      : `${missing.length} keys are missing; readers get the English. To be put into words in`;
  return `${head} ${file}:\n${lines.join(',\n')}`;
}

function summary(faults: readonly WordsFault[]): string {
  if (faults.length === 0) return 'nothing wrong';
  const count = (...kinds: readonly WordsFault['kind'][]) =>
    faults.filter(({ kind }) => kinds.includes(kind)).length;
  return [
    [count('missing'), 'missing'],
    [count('unknown'), 'unknown'],
    [count('unused'), 'unused'],
    [count('shape', 'pattern', 'slot'), 'wrong'],
  ]
    .flatMap(([number, name]) => (number === 0 ? [] : [`${number} ${name}`]))
    .join(', ');
}

function ownWords(folder: string, language: string) {
  const file = wordsFile(folder, language);
  if (!existsSync(file)) return { file, words: {} as Readonly<Record<string, unknown>>, isThere: false };
  const reading = readWordsFile(file);
  if ('problems' in reading) throw new ForeseenEnd(EXIT.no, formatProblems(reading.problems));
  return { file, words: reading.words, isThere: true };
}

function languagesIn(folder: string): string[] {
  const words = join(folder, 'words');
  const files = existsSync(words) ? readdirSync(words).filter(name => name.endsWith('.json')) : [];
  const languages = new Set([languageOf(folder), ...files.map(name => name.slice(0, -'.json'.length))]);
  return [...languages].map(language => known(language, folder));
}

function known(language: string, folder: string): string {
  if (!isLanguageTag(language))
    throw new ForeseenEnd(
      EXIT.usage,
      `"${language}" is no language. Write its code, for example "en", "de" or "pt-BR".`,
    );
  const file = wordsFile(folder, language);
  if (isSpoken(language) || existsSync(file)) return language;
  throw new ForeseenEnd(
    EXIT.usage,
    `There are no words in "${language}". The program has ${LANGUAGES.join(' and ')}; write yours into ${file}, ` +
      'with {} to begin with, and check again: what is missing is listed.',
  );
}
