/** What stands between two cells. */
export type Separator = ',' | ';' | '\t';

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/**
 * What separates the cells of a file, told by its first line with anything in it: the one with which the header has a
 * column `email`, or what a line like `sep=;` names.
 * @returns null while all lines are empty
 */
export function separatorIn(lines: readonly { readonly text: string }[]): Separator | null {
  const text = lines.find(line => !isEmptyLine(line.text))?.text;
  if (text === undefined) return null;
  return namedSeparator(text) ?? SEPARATORS.find(separator => namesEmail(text, separator)) ?? ',';
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

function namesEmail(header: string, separator: Separator): boolean {
  return header.split(separator).some(cell => cell.replaceAll('"', '').trim().toLowerCase() === 'email');
}
