import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { baseOf, FALLBACK } from './language.ts';

/**
 * Words by key, each a pattern in ICU MessageFormat, or several that take turns. `<ship>` in a pattern stands for the
 * publication's own word.
 */
export type Dictionary = Readonly<Record<string, string | readonly string[]>>;

const known = new Map<string, Dictionary>();

/**
 * What the program itself says in a language, from every file of its folder; empty for a language that it has no words in.
 * @param language BCP 47: what stands before its first hyphen is the folder below this one
 */
export function programsWords(language: string): Dictionary {
  const base = baseOf(language);
  const read = known.get(base) ?? readFolder(join(programsFolder(), base));
  known.set(base, read);
  return read;
}

/** Every key in a language: the publication's own words before the program's, and those before the English. */
export function wholeDictionary(language: string, own: Dictionary = {}): Dictionary {
  const english = programsWords(FALLBACK);
  // Most publications speak it and have no words of their own: then there is nothing to put together.
  if (baseOf(language) === FALLBACK && Object.keys(own).length === 0) return english;
  return { ...english, ...programsWords(language), ...own };
}

/** Where the program's words lie. A bundle, as React Email's preview makes one, has no place of its own, but runs within the project. */
function programsFolder(): string {
  const here = import.meta.dirname as string | undefined;
  if (here !== undefined) return here;
  let folder = process.cwd();
  while (!existsSync(join(folder, 'src/words')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'src/words');
}

function readFolder(folder: string): Dictionary {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder).filter(name => name.endsWith('.json'));
  return Object.assign({}, ...files.map(name => JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}
