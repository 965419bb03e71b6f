import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { CatalogueDraft, type LoadResult } from './catalogue-draft.ts';
import { checkedOnce } from './checked-once.ts';
import { duplicateKeys, lineAt } from './duplicate-keys.ts';
import { fileVersion } from './file-version.ts';
import { findJsonFault } from './json-fault.ts';
import { linesOf } from './lines.ts';
import { tooDeepAt } from './nesting.ts';
import { shown } from './problem.ts';

/** A .json file is read as one text, and V8's texts end at half a gigabyte. */
const JSON_FILE_LIMIT_BYTES = 400_000_000;

/** A program has one catalogue; a second place is for whoever compares two. */
const MOST_KEPT = 2;
const kept = new Map<string, { readonly version: string; readonly result: LoadResult }>();

/**
 * Reads and checks a catalogue file, `.json` as a whole or `.ndjson` line by line. Gives
 * either a complete catalogue or every problem of the file; throws only for a fault of the machine. A file that has not
 * changed since is not read again: a page of the desk asks for it several times, and thousands of tools take a second.
 *
 * `path` is used as given, both to open the file and to name it in problems.
 */
export async function loadCatalogue(path: string): Promise<LoadResult> {
  const version = await fileVersion(path);
  const known = kept.get(path);
  if (known?.version === version) return known.result;
  const result = await readCatalogue(path);
  kept.delete(path);
  // Not what could not be read, which may be the machine's fault and over in a moment; and what was written while it was
  // read belongs to neither version.
  if (result.kind === 'loaded' && (await fileVersion(path)) === version) kept.set(path, { version, result });
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
  return result;
}

async function readCatalogue(path: string): Promise<LoadResult> {
  const draft = new CatalogueDraft(path);
  try {
    if (formatOf(path) === 'ndjson') await readLines(createReadStream(path), draft);
    else return await readWhole(path, draft);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    draft.fault('$', error.code, ...unreadable(error.code));
  }
  return draft.finish();
}

/** Checks a catalogue that is already parsed, as the content of a .json file; `file` names it in problems. */
export function checkCatalogue(raw: unknown, file: string): LoadResult {
  const draft = new CatalogueDraft(file);
  draft.whole(raw);
  return draft.finish();
}

/** How a catalogue is written down: as one JSON text, or with one tool a line. */
export type CatalogueFormat = 'json' | 'ndjson';

/** Checks the bytes of a catalogue that stands in no file; `name` names it in problems. */
export async function checkCatalogueBytes(
  bytes: Uint8Array,
  name: string,
  format: CatalogueFormat,
): Promise<LoadResult> {
  const draft = new CatalogueDraft(name);
  if (format === 'json') takeWhole(bytes, draft);
  else await readLines([bytes], draft);
  return draft.finish();
}

/** What the end of a path says of what is in it. */
export function formatOf(path: string): CatalogueFormat {
  return /\.(?:ndjson|jsonl)$/i.test(path) ? 'ndjson' : 'json';
}

async function readWhole(path: string, draft: CatalogueDraft): Promise<LoadResult> {
  const { size } = await stat(path);
  if (size > JSON_FILE_LIMIT_BYTES) {
    draft.fault('$', `${size} bytes`, 'the file is too large for .json', 'use .ndjson, one tool a line');
    return draft.finish();
  }
  const bytes = await readFile(path);
  return checkedOnce(path, bytes, () => {
    takeWhole(bytes, draft);
    return draft.finish();
  });
}

function takeWhole(bytes: Uint8Array, draft: CatalogueDraft): void {
  const text = decode(bytes);
  if (text === null) draft.fault('$', 'other bytes', ...NOT_UTF8);
  else {
    const parsed = parse(text, '', draft);
    if (parsed) draft.whole(parsed.value);
  }
}

async function readLines(stream: Parameters<typeof linesOf>[0], draft: CatalogueDraft): Promise<void> {
  let line = 0;
  let position = 0;
  let headed = false;
  for await (const bytes of linesOf(stream)) {
    line += 1;
    const here = `line ${line}`;
    const text = decode(bytes);
    if (text === null) draft.fault(here, 'other bytes', ...NOT_UTF8);
    if (text?.trim() === '') continue;
    const parsed = text === null ? null : parse(text, here, draft);
    if (!headed) {
      headed = true;
      if (parsed) draft.header(parsed.value, `${here}, $`);
    } else {
      position += 1;
      if (parsed) draft.tool(parsed.value, `${here}, $`, position);
    }
  }
  if (!headed) draft.fault('line 1', 'nothing', 'the file is empty', 'start with a line {"panel": [ … ]}');
}

const NOT_UTF8 = ['the text is not UTF-8', 'save the file again, with the encoding UTF-8'] as const;

// Without `stream: true` a decoder keeps nothing between calls; it drops a byte order mark.
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Null when the bytes are not UTF-8. */
function decode(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** Null when the text is not JSON; the draft then knows where it breaks, with `prefix` before the place. */
function parse(text: string, prefix: string, draft: CatalogueDraft): { readonly value: unknown } | null {
  const deep = tooDeepAt(text);
  if (deep !== -1) {
    draft.fault(prefix || `line ${lineAt(text, deep)}`, '[ or {', ...TOO_DEEP);
    return null;
  }
  try {
    const value: unknown = JSON.parse(text);
    noteDuplicates(text, prefix, draft);
    return { value };
  } catch (cause) {
    const fault = findJsonFault(text);
    if (!fault) throw new Error(`JSON.parse refuses a text in which no fault is found`, { cause });
    const place = prefix ? `${prefix}, column ${fault.column}` : `line ${fault.line}, column ${fault.column}`;
    draft.fault(
      place,
      fault.found,
      `broken JSON: ${fault.message}`,
      'fix it there; the rest is checked after that',
    );
    return null;
  }
}

const TOO_DEEP = [
  'lists or objects are nested deeper than any catalogue is',
  'take the brackets out',
] as const;

/** Which of the two was meant nobody can tell: JSON.parse would take the last one without a word. */
function noteDuplicates(text: string, prefix: string, draft: CatalogueDraft): void {
  for (const { path, key, lines } of duplicateKeys(text)) {
    const place = prefix ? 'in this line' : `on lines ${lines[0]} and ${lines[1]}`;
    const message = `the key ${shown(key)} appears twice in one entry, ${place}`;
    draft.fault(`${prefix ? `${prefix}, ` : ''}$${path}`, shown(key), message, 'keep one of them');
  }
}

function unreadable(code: string): [message: string, fix: string] {
  if (code === 'ENOENT') return ['there is no such file', 'check the path, or put the catalogue there'];
  if (code === 'EISDIR') return ['this is a directory', 'name the file in it, for example catalogue.json'];
  if (code === 'EACCES' || code === 'EPERM')
    return ['the file may not be read', 'give this user permission to read it'];
  return ['the file cannot be read', 'check the path and the disk'];
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
