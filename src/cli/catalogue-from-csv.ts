import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { catalogueFromSheets, type FromSheets } from '../catalogue/from-sheet/catalogue-from-sheets.ts';
import { readMapping, type SheetMapping } from '../catalogue/from-sheet/sheet-mapping.ts';
import { findJsonFault } from '../catalogue/json-fault.ts';
import { formatProblems } from '../catalogue/problem.ts';
import { countOf } from '../desk/count.ts';
import { EXIT, ForeseenEnd, forTerminal } from '../exit.ts';
import { giveCatalogue } from './give-catalogue.ts';
import { unreadableFile } from './unreadable-file.ts';

interface Options {
  readonly map: string;
  readonly reviews?: string;
  readonly out?: string;
}

/** Enough to see what is wrong with a sheet; the rest is counted. */
const SHOWN_PROBLEMS = 100;

/** Makes a catalogue of one sheet or two, and gives it only where nothing is wrong with it. */
export async function fromCsv(file: string, options: Options): Promise<number> {
  const mapping = await mappingOf(options.map);
  const files = options.reviews === undefined ? [file] : [file, options.reviews];
  const sheets = files.map(name => ({ file: name, bytes: createReadStream(name) }));
  const made = await catalogueFromSheets(sheets, mapping).catch((error: unknown) => {
    throw unreadableFile(files.join(' or '), error);
  });
  for (const line of told(made)) console.error(forTerminal(line));
  if (made.catalogue === null) return EXIT.no;
  await giveCatalogue(made.catalogue, options.out);
  return EXIT.done;
}

async function mappingOf(file: string): Promise<SheetMapping> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
  const bare = text.replace(/^\ufeff/u, '');
  const fault = findJsonFault(bare);
  if (fault) {
    const { line, column, message, found } = fault;
    throw new ForeseenEnd(
      EXIT.usage,
      `${file}, line ${line}, column ${column}: broken JSON: ${message}\n  found: ${found}`,
    );
  }
  const read = readMapping(JSON.parse(bare), file);
  if (read.kind === 'bad') throw new ForeseenEnd(EXIT.usage, formatProblems(read.problems));
  return read.mapping;
}

function told({ catalogue, problems, leftOut, madePanel, unpriced, guessed }: FromSheets): string[] {
  const more = problems.length - SHOWN_PROBLEMS;
  const left = leftOut.filter(({ columns }) => columns.length > 0);
  return [
    ...(problems.length === 0 ? [] : [formatProblems(problems.slice(0, SHOWN_PROBLEMS))]),
    ...(more > 0 ? [`… and ${more} more.`] : []),
    ...left.map(
      ({ file, columns }) => `${file}: left out, since the mapping does not name them: ${quoted(columns)}.`,
    ),
    ...(guessed === 0
      ? []
      : [
          `${countOf(guessed, 'line')} ${guessed === 1 ? 'is not UTF-8 and was' : 'are not UTF-8 and were'} read as Windows-1252: look at the accents.`,
        ]),
    ...(catalogue === null
      ? ['Nothing was written: mend these, and run it again.']
      : made(catalogue, madePanel, { unpriced, isClean: problems.length === 0 })),
  ];
}

function made(
  { tools, panel }: NonNullable<FromSheets['catalogue']>,
  madePanel: readonly string[],
  { unpriced, isClean }: { readonly unpriced: number; readonly isClean: boolean },
): string[] {
  return [
    `${countOf(tools.length, 'tool')}, a panel of ${panel.length}; ${isClean ? 'nothing wrong' : 'no errors'}.`,
    ...(madePanel.length === 0
      ? []
      : [
          `The panel is made of the names that reviews go by, each in a chair of its own: ${quoted(madePanel)}.`,
        ]),
    ...(unpriced === 0 ? [] : [`The price of ${unpriced} of them is “unknown”.`]),
  ];
}

function quoted(names: readonly string[]): string {
  return names.map(name => `“${name}”`).join(', ');
}
