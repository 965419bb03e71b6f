import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Problem } from '../catalogue/problem.ts';
import { isSamePlace } from '../machine/same-place.ts';

/** What is set where nobody has looked at it yet. */
export interface SetValues {
  readonly values: Values;
  /** The publication's, absolute. */
  readonly folder: string;
  /** Files that are there and cannot be read. */
  readonly unreadable: readonly Problem[];
  /** Settings that the files may not bring together. */
  readonly clashes: readonly { readonly name: string; readonly rule: string }[];
  /** Which file decided what, for whoever starts the program; no values. */
  readonly notes: readonly string[];
}

type Values = Readonly<Record<string, string>>;

interface EnvFile {
  readonly path: string;
  readonly values: Values;
  readonly problem?: Problem;
}

/**
 * The environment wins over the publication's `.env`, and that over the program's, which is read for the publication it
 * names and for no other: it may hold another newsletter's database and keys.
 * @param places.root where the program's `.env` lies and relative paths start
 * @param places.sample the publication where none is named
 */
export function readEnvFiles(
  environment: NodeJS.ProcessEnv,
  { root, sample }: { readonly root: string; readonly sample: string },
): SetValues {
  const set = withoutEmpty(environment);
  const folderOf = ({ PUBLICATION: folder }: Values) =>
    folder === undefined ? sample : resolve(root, folder);
  if (environment.ENV_FILE === 'off')
    return { values: set, folder: folderOf(set), unreadable: [], clashes: [], notes: [] };
  const program = readEnvFile(resolve(root, environment.ENV_FILE ?? '.env'));
  const folder = folderOf({ ...program.values, ...set });
  const own = readEnvFile(join(folder, '.env'));
  // A folder cannot say which folder it is.
  const { PUBLICATION: _, ...ofFolder } = own.values;
  const isMeant = isSamePlace(folderOf(program.values), folder);
  const { PUBLICATION: __, ...ofProgram } = isMeant ? program.values : {};
  const read: ReadTogether = { set, ofFolder, ofProgram, folderFile: own.path, programFile: program.path };
  return {
    values: { ...ofProgram, ...ofFolder, ...set },
    folder,
    unreadable: [program, own].flatMap(({ problem }) => problem ?? []),
    clashes: clashesIn(read),
    notes: [
      ...fromFolder(read),
      ...(isMeant || Object.keys(program.values).length === 0 || isSamePlace(program.path, own.path)
        ? []
        : [
            `${program.path} is not read: it is for the publication in ${folderOf(program.values)}. What this one needs goes into ${own.path}.`,
          ]),
    ],
  };
}

interface ReadTogether {
  readonly set: Values;
  readonly ofFolder: Values;
  readonly ofProgram: Values;
  readonly folderFile: string;
  readonly programFile: string;
}

function fromFolder({ set, ofFolder, folderFile }: ReadTogether): string[] {
  const names = Object.keys(ofFolder)
    .filter(name => set[name] === undefined)
    .toSorted();
  return names.length === 0 ? [] : [`Set by ${folderFile}: ${names.join(', ')}`];
}

/** By name, what a folder may name only together with the key that goes with it. */
const NEEDS_ITS_KEY = {
  RESEND_BASE_URL: 'RESEND_API_KEY',
  SES_BASE_URL: 'AWS_SECRET_ACCESS_KEY',
  POSTMARK_BASE_URL: 'POSTMARK_SERVER_TOKEN',
  SMTP_URL: 'SMTP_DKIM_KEY',
  CATALOGUE: 'CATALOGUE_TOKEN',
} as const;

function clashesIn({ set, ofFolder, ofProgram, folderFile, programFile }: ReadTogether) {
  const clashes: { name: string; rule: string }[] = [];
  const [keys, otherKeys] = [ofFolder.SECRET_KEYS, ofProgram.SECRET_KEYS];
  const isTwice = keys !== undefined && otherKeys !== undefined && keys !== otherKeys;
  if (isTwice && set.SECRET_KEYS === undefined) {
    const rule = `${folderFile} and ${programFile} hold different ones: keep the one your links are signed with, in ${folderFile} (both, separated by a comma, if both have signed)`;
    clashes.push({ name: 'SECRET_KEYS', rule });
  }
  for (const [name, key] of Object.entries(NEEDS_ITS_KEY)) {
    const isFolders = ofFolder[name] !== undefined && set[name] === undefined;
    const isKeyOthers =
      set[key] !== undefined || (ofFolder[key] === undefined && ofProgram[key] !== undefined);
    if (!isFolders || !isKeyOthers) continue;
    const rule = `${folderFile} would take a key there that it does not hold: set ${name} where ${key} is set, or put the key into ${folderFile} too`;
    clashes.push({ name, rule });
  }
  return clashes;
}

function readEnvFile(path: string): EnvFile {
  try {
    return { path, values: withoutEmpty(parseEnv(readFileSync(path, 'utf8'))) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    // ENOTDIR: what is named as the folder is a file, which is told with publication.json.
    if (code === 'ENOENT' || code === 'ENOTDIR') return { path, values: {} };
    return { path, values: {}, problem: unreadable(path, code) };
  }
}

function unreadable(file: string, code: string): Problem {
  const fix =
    code === 'EISDIR'
      ? 'make it a file with one NAME=value a line, or move the folder elsewhere'
      : 'let the account this program runs under read it, or take the file away';
  const message = `the settings cannot be read (${code})`;
  return { file, path: '$', found: 'nothing', message, fix, severity: 'error' };
}

function withoutEmpty(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== '',
    ),
  );
}
