import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import pg from 'pg';
import PostalMime from 'postal-mime';
import { PLACE } from '../../scripts/earlier-build/place.ts';
import type { Store } from '../../src/storage/database.ts';
import type { OpenStore, TestStore } from './stores.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/build-of-2026-11-26');

/** What a later version is given, so that it is the same installation. */
export const SAME_PLACE: Record<string, string> = { ...PLACE };

/** What the build of 26 November 2026 left on one of the databases; how it was made is told beside the files. */
export interface EarlierBuild {
  /** As it was written: nobody has migrated it. */
  readonly store: Store;
  readonly url: string;
  /** A new file that holds what the mail API had taken, for a stand-in to begin with. */
  ledgerFile(): string;
  mail(name: EarlierMail): Promise<MailThatIsOut>;
}

export type EarlierMail =
  | '2026-W47-reader1.eml'
  | '2026-W47-reader2.eml'
  | '2026-W48-reader1.json'
  | 'confirmation-waits.eml'
  | 'welcome-grace.eml';

export interface MailThatIsOut {
  readonly html: string;
  readonly text: string;
  /** The address in its List-Unsubscribe header; '' when it has none. */
  readonly oneClick: string;
}

/** @param open of `describeStores` */
export async function openEarlierBuild(open: OpenStore): Promise<EarlierBuild> {
  const empty = await open({ migrated: false });
  const { dialect, url } = empty;
  await (dialect === 'sqlite' ? fillFile(empty) : fillServer(url));
  return {
    store: dialect === 'sqlite' ? empty.another() : empty,
    url,
    ledgerFile: () => {
      const file = join(mkdtempSync(join(tmpdir(), 'verdicts-earlier-')), 'mail-api.jsonl');
      writeFileSync(file, kept(dialect, 'mail-api.jsonl'));
      return file;
    },
    mail: name => mailOf(name, kept(dialect, name)),
  };
}

async function fillFile({ db, url }: TestStore): Promise<void> {
  await db.destroy();
  writeFileSync(url.slice('file:'.length), kept('sqlite', 'database.sqlite'));
}

async function fillServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(kept('postgres', 'database.sql').toString('utf8'));
  } finally {
    await client.end();
  }
}

function kept(dialect: string, name: string): Buffer {
  return brotliDecompressSync(readFileSync(join(FOLDER, dialect, `${name}.br`)));
}

async function mailOf(name: EarlierMail, source: Buffer): Promise<MailThatIsOut> {
  const {
    html = '',
    text = '',
    oneClick,
  } = name.endsWith('.json') ? asPosted(source) : await asWritten(source);
  return { html, text, oneClick: /<(https:[^>]+)>/.exec(oneClick)?.[1] ?? '' };
}

/** As the mail API got it. */
function asPosted(source: Buffer) {
  const mail = JSON.parse(source.toString('utf8')) as {
    html: string;
    text: string;
    headers: Record<string, string>;
  };
  return { ...mail, oneClick: mail.headers['List-Unsubscribe'] ?? '' };
}

async function asWritten(source: Buffer) {
  const mail = await PostalMime.parse(source);
  const header = mail.headers.find(({ key }) => key === 'list-unsubscribe');
  return { html: mail.html, text: mail.text, oneClick: header?.value ?? '' };
}
