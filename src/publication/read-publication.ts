import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { duplicateKeys } from '../catalogue/duplicate-keys.ts';
import { findJsonFault } from '../catalogue/json-fault.ts';
import { type Problem, shown } from '../catalogue/problem.ts';
import { schemaProblems } from '../catalogue/schema-problems.ts';
import { colourFaults } from './check-look.ts';
import type { HouseStyle } from './house-style.ts';
import { type Look, lookOf } from './look.ts';
import { type Mark, readMark } from './mark.ts';
import { type PublicationFile, publicationSchema } from './publication-file.ts';
import { HOUSE_VERDICTS, verdictWords } from './verdict-words.ts';

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
  const text = textOf(file, 'point PUBLICATION at a publication’s folder; "verdicts new DIR" writes one');
  if (typeof text !== 'string') return { kind: 'invalid', problems: [text] };
  const faults = jsonFaults(text, file);
  if (faults.length > 0) return { kind: 'invalid', problems: faults };
  const raw: unknown = JSON.parse(text);
  const result = publicationSchema.safeParse(raw);
  if (!result.success) {
    const checked = { file, base: '$', subject: 'the publication', raw, schema: publicationSchema };
    return { kind: 'invalid', problems: schemaProblems(result.error.issues, checked) };
  }
  const mark = markIn(folder, result.data.mark);
  if (mark !== null && 'problem' in mark) return { kind: 'invalid', problems: [mark.problem] };
  const style = styleOf(result.data, mark);
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

function styleOf(file: PublicationFile, mark: Mark | null): HouseStyle {
  const { name, tagline = '', compared, verdicts, postalAddress = '', contact = '', links = [] } = file;
  const { one, many, briefly = { one, many }, schemaType = 'Product' } = compared;
  return {
    name,
    tagline:
      tagline.trim() || `Which of two ${many} to pick, and why: once a week, by mail, the verdict first.`,
    compared: { one, many },
    briefly,
    schemaType,
    verdicts: verdicts ? verdictWords(verdicts) : HOUSE_VERDICTS,
    look: lookIn(file, mark),
    links,
    postalAddress,
    contact,
  };
}

function lookIn({ colours = {}, typefaces = {} }: PublicationFile, mark: Mark | null): Look {
  const { dark, ...light } = colours;
  return lookOf({ light, dark }, { ...typefaces, mark });
}

/** The file's text without a byte order mark, or why there is none. */
function textOf(file: string, whereMissing: string): string | Problem {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) {
      return problem(
        file,
        'other bytes',
        'the text is not UTF-8',
        'save the file again, with the encoding UTF-8',
      );
    }
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const what = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    return problem(file, 'nothing', what, whereMissing);
  }
}

function jsonFaults(text: string, file: string): Problem[] {
  const fault = findJsonFault(text);
  if (fault) {
    const place = `line ${fault.line}, column ${fault.column}`;
    const broken = problem(
      file,
      fault.found,
      `broken JSON: ${fault.message}`,
      'fix it there; the rest is checked after that',
    );
    return [{ ...broken, path: place }];
  }
  return duplicateKeys(text).map(({ path, key, lines }) => ({
    ...problem(
      file,
      shown(key),
      `the key ${shown(key)} appears twice, on lines ${lines[0]} and ${lines[1]}`,
      'keep one of them',
    ),
    path: `$${path}`,
  }));
}

function problem(file: string, found: string, message: string, fix: string): Problem {
  return { file, path: '$', found, message, fix, severity: 'error' };
}
