import PostalMime, { type Address, type Email } from 'postal-mime';
import { isMailKind } from '../delivery/mail-kind.ts';
import { type MailFile, readWhole } from './mail-file.ts';

/** A mail taken apart by a MIME parser, as a mail client would. */
export interface OpenedMail {
  readonly file: MailFile;
  readonly raw: Buffer;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly replyTo: string;
  /** Epoch milliseconds of the Date header; null when there is none that reads as a date. */
  readonly date: number | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly html: string | null;
  readonly text: string | null;
  readonly attachments: readonly { readonly name: string; readonly type: string }[];
  /** Why the parser gave up; '' when it did not. */
  readonly fault: string;
}

/** @returns null when there is no such mail */
export async function openMail(directory: string, kind: string, name: string): Promise<OpenedMail | null> {
  const found = isMailKind(kind) ? await readWhole(directory, kind, name) : null;
  if (found === null) return null;
  try {
    return takenApart(found.file, found.raw, await PostalMime.parse(found.raw), '');
  } catch (error) {
    const empty = { headers: [], headerLines: [], attachments: [] };
    return takenApart(found.file, found.raw, empty, error instanceof Error ? error.message : String(error));
  }
}

function takenApart(file: MailFile, raw: Buffer, email: Email, fault: string): OpenedMail {
  const date = Date.parse(email.date ?? '');
  return {
    file,
    raw,
    subject: email.subject ?? '',
    from: listed(email.from ? [email.from] : []),
    to: listed(email.to ?? []),
    replyTo: listed(email.replyTo ?? []),
    date: Number.isNaN(date) ? null : date,
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    html: email.html ?? null,
    text: email.text ?? null,
    attachments: email.attachments.map(({ filename, mimeType }) => ({
      name: filename ?? 'without a name',
      type: mimeType,
    })),
    fault,
  };
}

function listed(addresses: readonly Address[]): string {
  return addresses
    .flatMap(one => one.group ?? [one])
    .map(({ name, address }) => (name === '' ? address : `${name} <${address}>`))
    .join(', ');
}
