import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblems } from '../catalogue/problem.ts';
import { publicationFolder } from '../config.ts';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { readJson } from '../publication/json-file.ts';
import { languageOf } from '../publication/language-of.ts';
import { wordsFile, wordsProblem } from '../publication/own-words.ts';
import { missingKeys, unusedKeys, type WordsFault, wordsFaults } from '../words/check-words.ts';
import { programsWords, wholeDictionary } from '../words/dictionary.ts';
import { FALLBACK, isLanguageTag } from '../words/language.ts';

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
  const language = asked === '' ? languageOf(folder) : known(asked, folder);
  const own = ownWords(folder, language).words;
  const wanted = part.toLowerCase();
  for (const [key, said] of Object.entries({ ...wholeDictionary(language), ...own })) {
    const patterns = Array.isArray(said) ? said.map(String) : [String(said)];
    if (![key, ...patterns].some(text => text.toLowerCase().includes(wanted))) continue;
    console.log(`${key}${own[key] === undefined ? '' : ' (your own)'}`);
    for (const pattern of patterns) console.log(`  ${pattern}`);
  }
  return EXIT.done;
}

/** Prints what is wrong with one language. @returns how many faults */
function checkOne(folder: string, language: string): number {
  const english = programsWords(FALLBACK);
  const programs = programsWords(language);
  const { file, words, isThere } = ownWords(folder, language);
  const faults = [
    ...wordsFaults(words, english, language),
    ...missingKeys({ ...programs, ...words }, english),
    ...unusedKeys(words, programs),
  ];
  if (faults.length > 0) console.log(formatProblems(faults.map(fault => wordsProblem(file, fault))));
  const total = Object.keys(english).length;
  const own = Object.keys(words).filter(key => !key.startsWith('$')).length;
  const place = isThere ? file : `the program’s own words (${file} is not there)`;
  console.log(`${language}, ${place}: ${total} keys, ${own} of them your own; ${summary(faults)}.`);
  return faults.length;
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
  const reading = readJson(file, 'write the words there');
  if ('problems' in reading) throw new ForeseenEnd(EXIT.no, formatProblems(reading.problems));
  return { file, words: (reading.raw ?? {}) as Readonly<Record<string, unknown>>, isThere: true };
}

function languagesIn(folder: string): string[] {
  const words = join(folder, 'words');
  const files = existsSync(words) ? readdirSync(words).filter(name => name.endsWith('.json')) : [];
  return [...new Set([languageOf(folder), ...files.map(name => name.slice(0, -'.json'.length))])];
}

function known(language: string, folder: string): string {
  const isKnown = Object.keys(programsWords(language)).length > 0 || existsSync(wordsFile(folder, language));
  if (isLanguageTag(language) && isKnown) return language;
  throw new ForeseenEnd(
    EXIT.usage,
    `There are no words in "${language}": neither the program nor ${wordsFile(folder, language)} has them.`,
  );
}
