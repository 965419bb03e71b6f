import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIL_KINDS, type MailKind } from '../delivery/mail-kind.ts';

/** One `.eml` file of the outbox. */
export interface MailFile {
  readonly kind: MailKind;
  readonly name: string;
  /** Epoch milliseconds, with fractions: thousands are written in one second. */
  readonly writtenAt: number;
  readonly bytes: number;
}

/** Files asked for at once: enough to keep the disk busy, few enough for any limit on open files. */
const AT_ONCE = 256;

/** Every mail in the outbox, the newest first; none where there is no outbox yet. Opens no file. */
export async function listMails(directory: string): Promise<MailFile[]> {
  const folders: MailFile[][] = [];
  for (const kind of MAIL_KINDS) folders.push(await listFolder(directory, kind));
  return folders.flat().sort(newestFirst);
}

/** Runs `read` over every item, in order, some at a time. */
export async function inTurns<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(read))));
  }
  return results;
}

/** @returns the first bytes of a mail; null when the file is gone */
export function readStart(directory: string, file: MailFile, bytes: number): Promise<Buffer | null> {
  return withFile(directory, file.kind, file.name, async handle => {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  });
}

/** @returns the whole mail; null when there is no such file, whatever the name says */
export function readWhole(
  directory: string,
  kind: MailKind,
  name: string,
): Promise<{ readonly file: MailFile; readonly raw: Buffer } | null> {
  if (!/^[a-z0-9-]{1,120}$/.test(name)) return Promise.resolve(null);
  return withFile(directory, kind, name, async handle => {
    const { mtimeMs, size } = await handle.stat();
    return { file: { kind, name, writtenAt: mtimeMs, bytes: size }, raw: await handle.readFile() };
  });
}

async function listFolder(directory: string, kind: MailKind): Promise<MailFile[]> {
  const folder = join(directory, kind);
  const entries = await orNull(readdir(folder, { withFileTypes: true }));
  const names = (entries ?? []).flatMap(entry => {
    const name = /^([a-z0-9-]+)\.eml$/.exec(entry.name)?.[1];
    return name !== undefined && entry.isFile() ? [name] : [];
  });
  const files = await inTurns(names, async name => {
    const stat = await orNull(lstat(join(folder, `${name}.eml`)));
    return stat && { kind, name, writtenAt: stat.mtimeMs, bytes: stat.size };
  });
  return files.filter(file => file !== null);
}

function newestFirst(a: MailFile, b: MailFile): number {
  if (a.writtenAt !== b.writtenAt) return b.writtenAt - a.writtenAt;
  return a.name < b.name ? 1 : -1;
}

async function withFile<T>(
  directory: string,
  kind: MailKind,
  name: string,
  read: (handle: FileHandle) => Promise<T>,
): Promise<T | null> {
  // A link in the outbox could lead anywhere on this machine.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  const handle = await orNull(open(join(directory, kind, `${name}.eml`), flags));
  if (handle === null) return null;
  try {
    return await read(handle);
  } finally {
    await handle.close();
  }
}

async function orNull<T>(wanted: Promise<T>): Promise<T | null> {
  try {
    return await wanted;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ELOOP') return null;
    throw error;
  }
}
