import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateShelf, PRIVATE_FILE } from '../../machine/private-place.ts';
import type { MailKind } from '../mail-kind.ts';
import { NO_EVIDENCE } from './evidence.ts';
import type { ItemAnswer, Mailer, MailerAnswer, MailMessage } from './mailer.ts';
import { addressFault, messageId, mimeBytes } from './mime.ts';

export interface OutboxOptions {
  /** OUTBOX_DIR; made when missing, with one folder a kind. */
  readonly directory: string;
  /** Epoch milliseconds: the Date header. */
  readonly clock: () => number;
  /** A name no other process uses, for the files that are written aside: two workers may share an outbox. */
  readonly instance: string;
}

/**
 * The local mailer: `<directory>/<kind>/<name>.eml`, one file a mail.
 * Mails hold links that open what is their reader's alone: only our own account may look into the folders.
 *
 * A call first writes all its mails aside in the same folders and then renames them, so that a full disk or a folder
 * without write permission leaves no half-written mail and no half-taken batch. Once a rename has failed the answer is
 * unclear; a repeat writes the same names over, which is why a key never expires here.
 */
export function outboxMailer(options: OutboxOptions): Mailer {
  const folders = new Map<MailKind, Folder>();
  let calls = 0;
  return {
    name: 'outbox',
    maxBatch: 100,
    keyWindowMs: Number.POSITIVE_INFINITY,
    evidence: NO_EVIDENCE,
    async submit(messages, { signal }) {
      calls += 1;
      const call: Call = { ...options, folders, suffix: `${options.instance}-${calls}` };
      const written: WrittenAside[] = [];
      try {
        for (const message of messages) {
          if (signal.aborted) {
            await discard(written);
            return {
              kind: 'wait',
              because: 'busy',
              retryAfterMs: 0,
              reason: 'stopped before any mail was kept',
            };
          }
          if (addressFault(message.to) === null) written.push(await writeAside(message, call));
        }
      } catch (fault) {
        await discard(written);
        // Someone may have taken the folder away: the next call makes it again.
        folders.clear();
        return cannotWrite(fault, options.directory);
      }
      return (await putInPlace(written)) ?? { kind: 'accepted', items: messages.map(itemAnswer) };
    },
    close: () => Promise.resolve(),
  };
}

interface Folder {
  readonly path: string;
  /** Files that a killed process had written aside, by the name of the mail they were meant for. */
  readonly leftovers: Map<string, string[]>;
}

interface Call extends OutboxOptions {
  readonly folders: Map<MailKind, Folder>;
  readonly suffix: string;
}

interface WrittenAside {
  readonly aside: string;
  readonly final: string;
  readonly leftovers: readonly string[];
}

const ASIDE = /^\.([a-z0-9-]+)\.[^/]+\.tmp$/;

async function writeAside(message: MailMessage, call: Call): Promise<WrittenAside> {
  if (!/^[a-z0-9-]{1,120}$/.test(message.name)) {
    throw new Error(`A mail's name is made of a-z, 0-9 and "-", got ${JSON.stringify(message.name)}.`);
  }
  const folder = await folderOf(message.kind, call);
  const bytes = await mimeBytes(message, call.clock());
  const aside = join(folder.path, `.${message.name}.${call.suffix}.tmp`);
  try {
    await writeFile(aside, bytes, { mode: PRIVATE_FILE });
  } catch (fault) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw fault;
  }
  const leftovers = folder.leftovers.get(message.name) ?? [];
  folder.leftovers.delete(message.name);
  return { aside, final: join(folder.path, `${message.name}.eml`), leftovers };
}

/** Made and looked through once a process: what a kill left aside goes when its mail is written anew. */
async function folderOf(kind: MailKind, call: Call): Promise<Folder> {
  const known = call.folders.get(kind);
  if (known) return known;
  const path = join(call.directory, kind);
  makePrivateShelf(path);
  const leftovers = new Map<string, string[]>();
  for (const file of await readdir(path)) {
    const name = ASIDE.exec(file)?.[1];
    if (name) leftovers.set(name, [...(leftovers.get(name) ?? []), join(path, file)]);
  }
  const folder = { path, leftovers };
  call.folders.set(kind, folder);
  return folder;
}

/** @returns null when every mail stands in its place */
async function putInPlace(written: readonly WrittenAside[]): Promise<MailerAnswer | null> {
  for (const [at, mail] of written.entries()) {
    try {
      await rename(mail.aside, mail.final);
    } catch (fault) {
      await discard(written.slice(at));
      return {
        kind: 'unclear',
        reason: `only ${at} of ${written.length} mails are in the outbox: ${errorText(fault)}`,
      };
    }
    await Promise.all(mail.leftovers.map(path => rm(path, { force: true })));
  }
  return null;
}

async function discard(written: readonly WrittenAside[]): Promise<void> {
  // The first fault is the one to report; a folder that lost its write permission cannot be cleaned either.
  await Promise.allSettled(written.map(mail => rm(mail.aside, { force: true })));
}

function cannotWrite(fault: unknown, directory: string): MailerAnswer {
  if (!isSystemError(fault)) throw fault;
  return {
    kind: 'refused',
    scope: 'account',
    code: 'outbox_unwritable',
    reason:
      `The outbox folder ${directory} cannot be written (${errorText(fault)}); no mail of this call was kept. ` +
      'Make it a folder this process may write to, with room on its disk, or set OUTBOX_DIR to another one.',
  };
}

function itemAnswer(message: MailMessage): ItemAnswer {
  const fault = addressFault(message.to);
  return fault === null
    ? { kind: 'accepted', id: messageId(message) }
    : { kind: 'rejected', reason: `The address is ${fault}.` };
}

function isSystemError(fault: unknown): fault is NodeJS.ErrnoException {
  return fault instanceof Error && 'code' in fault && 'syscall' in fault;
}

function errorText(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
