import { join } from 'node:path';
import { FALLBACK, isLanguageTag } from '../words/language.ts';
import { readJson } from './json-file.ts';

/** The language that a publication names, whatever else is wrong with it; English where it names none. @param folder absolute */
export function languageOf(folder: string): string {
  const reading = readJson(join(folder, 'publication.json'), '');
  if ('problems' in reading) return FALLBACK;
  const named = (reading.raw as { readonly language?: unknown } | null)?.language;
  return typeof named === 'string' && isLanguageTag(named) ? named : FALLBACK;
}
