import { readFileSync } from 'node:fs';
import { duplicateKeys } from '../catalogue/duplicate-keys.ts';
import { findJsonFault } from '../catalogue/json-fault.ts';
import { type Problem, shown } from '../catalogue/problem.ts';

/**
 * A file of a publication as JSON, its keys not yet checked.
 * @param whereMissing the fix where there is no such file
 * @returns what it holds, or every problem; throws only for a fault of the machine
 */
export function readJson(
  file: string,
  whereMissing: string,
): { readonly raw: unknown } | { readonly problems: readonly Problem[] } {
  const text = textOf(file, whereMissing);
  if (typeof text !== 'string') return { problems: [text] };
  const problems = jsonFaults(text, file);
  return problems.length > 0 ? { problems } : { raw: JSON.parse(text) as unknown };
}

/** The file's text without a byte order mark, or why there is none. */
export function textOf(file: string, whereMissing: string): string | Problem {
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

export function problem(file: string, found: string, message: string, fix: string): Problem {
  return { file, path: '$', found, message, fix, severity: 'error' };
}
