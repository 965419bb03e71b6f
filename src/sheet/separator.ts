/** What stands between two cells. */
export type Separator = ',' | ';' | '\t';

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/**
 * What separates the cells of a sheet, told by its first line with anything in it: what a line like `sep=;` names, else
 * the one with which a column is known.
 * @param known which names of columns tell it; whatever an earlier one knows counts more
 * @returns null while all lines are empty
 */
export function separatorBy(
  lines: readonly { readonly text: string }[],
  known: readonly ((name: string) => boolean)[],
): Separator | null {
  const text = lines.find(line => !isEmptyLine(line.text))?.text;
  if (text === undefined) return null;
  const named = namedSeparator(text);
  if (named !== null) return named;
  for (const isKnown of known) {
    const told = SEPARATORS.find(separator => namesIn(text, separator).some(isKnown));
    if (told !== undefined) return told;
  }
  return ',';
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
  return header.split(separator).map(cell => cell.replaceAll('"', ''));
}
