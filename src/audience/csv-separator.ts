import { fold } from './moving/field.ts';
import { fieldOfPerson } from './moving/shape.ts';

/** What stands between two cells. */
export type Separator = ',' | ';' | '\t';

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/**
 * What separates the cells of a file, told by its first line with anything in it: the one with which the header has a
 * column of addresses, else any column that is known; or what a line like `sep=;` names.
 * @param asked names of columns that somebody spoke of, folded
 * @returns null while all lines are empty
 */
export function separatorIn(
  lines: readonly { readonly text: string }[],
  asked: readonly string[] = [],
): Separator | null {
  const text = lines.find(line => !isEmptyLine(line.text))?.text;
  if (text === undefined) return null;
  const told = (known: (name: string) => boolean) =>
    SEPARATORS.find(separator => namesIn(text, separator).some(known));
  return (
    namedSeparator(text) ??
    told(name => asked.includes(name)) ??
    told(name => fieldOfPerson(name) === 'email') ??
    told(name => fieldOfPerson(name) !== null) ??
    ','
  );
}

/** Spreadsheets write a line like `sep=;` before the header. */
export function namedSeparator(text: string): Separator | null {
  const named = /^\s*"?sep=([,;\t])"?[,;\s]*$/i.exec(text)?.[1];
  return SEPARATORS.find(separator => separator === named) ?? null;
}

/** Whether nothing but separators stands in it. */
export function isEmptyLine(text: string): boolean {
  return !/[^,;\s"]/.test(text);
}

function namesIn(header: string, separator: Separator): string[] {
  return header.split(separator).map(cell => fold(cell.replaceAll('"', '')));
}
