import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueJsonSchema, jsonSchema } from '../catalogue/json-schema.ts';
import { PRIVATE_FILE } from '../machine/private-place.ts';
import { programsWords } from '../words/dictionary.ts';
import { FALLBACK } from '../words/language.ts';
import { wordsSchema } from '../words/words-schema.ts';
import { publicationSchema } from './publication-file.ts';

/** Whatever else lies there is what a try left behind, such as a database or a key. */
const COPIED = [
  'README.md',
  'publication.json',
  'catalogue.json',
  'readers.csv',
  'mark.svg',
  'words/en.json',
];
/** Readers and keys stay out of whatever the folder is shared through. */
const IGNORED = '.env\nvar/\n';

/** In the starter's files, the day they are written. */
const THAT_DAY = '2026-01-01';

export type StartOutcome =
  | { readonly kind: 'written'; readonly files: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string; readonly fix: string };

/**
 * Writes a publication that works at once, into a folder that is empty or not there yet.
 * @param folder absolute
 * @param starter where the files lie that it is made from
 * @param today ISO date
 */
export function startPublication(folder: string, starter: string, today: string): StartOutcome {
  const there = entriesOf(folder);
  if (there === null)
    return {
      kind: 'refused',
      why: `${folder} is a file.`,
      fix: 'Name a folder that is empty or not there yet.',
    };
  if (there.length > 0) {
    const why = `${folder} is not empty: ${there.length} in it, such as ${there[0]}. Nothing was written.`;
    return { kind: 'refused', why, fix: 'Name a folder that is empty or not there yet.' };
  }
  mkdirSync(join(folder, 'words'), { recursive: true });
  const copied = COPIED.map(
    name => [name, readFileSync(join(starter, name), 'utf8').replaceAll(THAT_DAY, today)] as const,
  );
  const files = [
    ...copied,
    ['.gitignore', IGNORED] as const,
    [
      'publication.schema.json',
      jsonSchema(publicationSchema, 'A publication: its name, words and look'),
    ] as const,
    ['catalogue.schema.json', catalogueJsonSchema()] as const,
    ['words.schema.json', printedJson(wordsSchema(programsWords(FALLBACK)))] as const,
  ];
  // `wx`: whatever came into the folder meanwhile stays as it is.
  for (const [name, text] of files) writeFileSync(join(folder, name), text, { flag: 'wx' });
  writeFileSync(join(folder, '.env'), environment(folder), { flag: 'wx', mode: PRIVATE_FILE });
  return { kind: 'written', files: [...files.map(([name]) => name), '.env'] };
}

/** The names in a folder, none where it is not there; null for what is none. */
function entriesOf(folder: string): readonly string[] | null {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') return null;
    throw error;
  }
}

function printedJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function environment(folder: string): string {
  return [
    '# Settings of this publication alone; .env.example in the program’s folder explains every one.',
    '# The environment wins over it; the program’s own .env is not read, unless PUBLICATION in it names this folder.',
    '',
    '# Signs the links of your readers: made once, kept for good (a new one kills every link in mails that are out).',
    `SECRET_KEYS=${randomBytes(36).toString('base64url')}`,
    '',
    '# The starter has tools for one pairing an issue; take this out when you have more.',
    'PAIRINGS_PER_ISSUE=1',
    '',
    '# To send for real: these, and only then your readers. While mail stays in the outbox they would be imported into',
    '# var/sample.db, which is for trying out; with a provider the database is var/verdicts.db.',
    '#MAIL_PROVIDER=resend',
    '#RESEND_API_KEY=',
    '#MAIL_FROM=Kitchen Verdicts <verdicts@your-domain>',
    '#EDITORS=you@your-domain',
    '#PUBLIC_URL=https://weekly.example.com',
    '#PUBLICATION_TIMEZONE=Europe/London',
    '# Relative paths would start in the program’s folder.',
    `#DATABASE_URL=file:${join(folder, 'var/verdicts.db')}`,
    '',
  ].join('\n');
}
