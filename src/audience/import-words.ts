import type { ImportReport } from './import-report.ts';

/** Where every line of the file went: the parts add up to the first number. */
export function lineWords({ lines, rows }: ImportReport): string {
  const parts: readonly (readonly [number, string])[] = [
    [lines.header, 'of the header'],
    [lines.blank, 'blank'],
    [rows, rows === 1 ? 'row' : 'rows'],
    [lines.further, 'further lines of rows that take several'],
    [lines.unread, 'not read'],
  ];
  const counted = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return `${lines.all} ${lines.all === 1 ? 'line' : 'lines'}: ${counted.join(' + ') || 'nothing'}`;
}

/** What was taken for granted about the file, a sentence each; none for a plain file. */
export function assumptionWords({ assumed }: ImportReport): string[] {
  const { encoding, separator, guessed, firstGuessed } = assumed;
  return [
    ...(encoding === 'utf-8' ? [] : [`The file was read as ${ENCODINGS[encoding]}.`]),
    ...(separator === ',' ? [] : [`Its cells are separated by ${SEPARATORS[separator]}.`]),
    ...(firstGuessed === null ? [] : [guessedWords(guessed, firstGuessed)]),
  ];
}

function guessedWords(count: number, first: number): string {
  const lines =
    count === 1
      ? `Line ${first} is not UTF-8 and was read as Windows-1252`
      : `${count} lines, the first at ${first}, are not UTF-8 and were read as Windows-1252`;
  return `${lines}: check that the names there are right.`;
}

const ENCODINGS = { 'utf-16le': 'UTF-16 (little endian)', 'utf-16be': 'UTF-16 (big endian)' } as const;
const SEPARATORS = { ';': 'semicolons', '\t': 'tabs' } as const;
