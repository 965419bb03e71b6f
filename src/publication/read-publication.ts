import { join } from 'node:path';
import type { Problem } from '../catalogue/problem.ts';
import { schemaProblems } from '../catalogue/schema-problems.ts';
import { type Dictionary, wholeDictionary } from '../words/dictionary.ts';
import { baseOf, FALLBACK } from '../words/language.ts';
import { verdictWords } from '../words/verdict-words.ts';
import { Words } from '../words/words.ts';
import { colourFaults } from './check-look.ts';
import { type HouseStyle, type OpenDataTerms, OWN_TERMS } from './house-style.ts';
import { problem, readJson, textOf } from './json-file.ts';
import { type Look, lookOf } from './look.ts';
import { type Mark, readMark } from './mark.ts';
import { readOwnWords } from './own-words.ts';
import { type PublicationFile, publicationSchema } from './publication-file.ts';

export type PublicationReading =
  | { readonly kind: 'read'; readonly style: HouseStyle }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

const PUBLICATION_FILE = 'publication.json';

/**
 * Reads and checks a publication's own file, once at the start.
 * @param folder absolute
 * @returns every problem at once; throws only for a fault of the machine
 */
export function readPublication(folder: string): PublicationReading {
  const file = join(folder, PUBLICATION_FILE);
  const reading = readJson(
    file,
    'point PUBLICATION at a publication’s folder; "verdicts new DIR" writes one',
  );
  if ('problems' in reading) return { kind: 'invalid', problems: reading.problems };
  const { raw } = reading;
  // Read once: code made for it would cost more than it saves.
  const result = publicationSchema.safeParse(raw, { jitless: true });
  if (!result.success) {
    const checked = { file, base: '$', subject: 'the publication', raw, schema: publicationSchema };
    return { kind: 'invalid', problems: schemaProblems(result.error.issues, checked) };
  }
  const mark = markIn(folder, result.data.mark);
  if (mark !== null && 'problem' in mark) return { kind: 'invalid', problems: [mark.problem] };
  const own = readOwnWords(folder, result.data.language ?? FALLBACK);
  if (own.kind === 'invalid') return own;
  const style = styleOf(result.data, mark, own.words);
  const problems = colourProblems(style.look, result.data, file);
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'read', style };
}

function colourProblems(look: Look, { colours = {} }: PublicationFile, file: string): Problem[] {
  const { dark = {}, ...light } = colours;
  return colourFaults(look, { light, dark }).map(({ place, found, message, fix }) => ({
    ...problem(file, JSON.stringify(found), `the publication: ${message}`, fix),
    path: `$.${place}`,
  }));
}

function markIn(folder: string, name: string | undefined): Mark | { readonly problem: Problem } | null {
  if (name === undefined) return null;
  const file = join(folder, name);
  const text = textOf(file, 'put the drawing there, or take "mark" out of publication.json');
  if (typeof text !== 'string') return { problem: text };
  const reading = readMark(text);
  if (reading.kind === 'ok') return reading.mark;
  return { problem: problem(file, reading.found, `the mark ${reading.message}`, reading.fix) };
}

function styleOf(file: PublicationFile, mark: Mark | null, own: Dictionary): HouseStyle {
  const {
    name,
    tagline = '',
    compared,
    verdicts = {},
    language = FALLBACK,
    postalAddress = '',
    contact = '',
    links = [],
    openData,
  } = file;
  const { one, many, briefly = { one, many }, schemaType = 'Product' } = compared;
  const said = verdictWords(verdicts, wholeDictionary(language, own), baseOf(language) === FALLBACK);
  const words = new Words(language, own, said);
  return {
    name,
    tagline: tagline.trim() || words.say('common.tagline', { many }),
    compared: { one, many },
    briefly,
    schemaType,
    verdicts: said,
    words,
    look: lookIn(file, mark),
    links,
    postalAddress,
    contact,
    openData: termsIn(openData),
  };
}

function termsIn({ licence, catalogue }: NonNullable<PublicationFile['openData']> = {}): OpenDataTerms {
  const own = licence && { name: licence.name.trim(), url: licence.url ?? '' };
  return { licence: own ?? OWN_TERMS.licence, catalogue: catalogue ?? OWN_TERMS.catalogue };
}

function lookIn({ colours = {}, typefaces = {} }: PublicationFile, mark: Mark | null): Look {
  const { dark, ...light } = colours;
  return lookOf({ light, dark }, { ...typefaces, mark });
}
