import addressparser from 'nodemailer/lib/addressparser';
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import { asciiAddress } from '../publication/mailbox.ts';
import type { MailKind } from './mail-kind.ts';

/** What the headers of one mail are made of. */
export interface ListMail {
  readonly kind: MailKind;
  /** ISO week; only the kinds that carry an issue show it. */
  readonly week?: string;
  /** The reader's address for leaving with one click; absent in mails nobody can leave (confirm, sign-in, notice). */
  readonly unsubscribe?: string;
  /** MAIL_UNSUBSCRIBE, with or without `mailto:`; '' or absent for none. */
  readonly unsubscribeMailbox?: string;
  /** Names the reader in the subject of a mail to that mailbox; absent: the subject says `unsubscribe` alone. */
  readonly unsubscribeToken?: string;
  readonly publication: string;
  /** MAIL_FROM: its domain names the list. */
  readonly from: string;
}

/**
 * Letters that a program writes to one person. Issue, test and correction are an editor's words to a list, and an answer
 * to them is read.
 */
const WRITTEN_BY_PROGRAM: readonly MailKind[] = ['confirm', 'welcome', 'sign-in', 'notice'];

/**
 * The headers of a mail beside From, To and Subject: what it is (X-Verdicts-*), that no holiday reply is wanted (RFC 3834),
 * and for what goes to subscribers the list and how to leave it with one click (RFC 2919, RFC 2369, RFC 8058). Values are
 * ASCII on one line.
 *
 * No Feedback-ID: mail APIs on top of Amazon SES add their own, and two of them make neither count.
 */
export function listHeaders(mail: ListMail): Record<string, string> {
  const headers: Record<string, string> = { 'X-Verdicts-Kind': mail.kind };
  if (mail.week && (mail.kind === 'issue' || mail.kind === 'test')) headers['X-Verdicts-Issue'] = mail.week;
  if (WRITTEN_BY_PROGRAM.includes(mail.kind)) headers['Auto-Submitted'] = 'auto-generated';
  if (!mail.unsubscribe) return headers;
  const ways = [`<${mail.unsubscribe}>`];
  if (mail.unsubscribeMailbox)
    ways.push(`<${unsubscribeMailto(mail.unsubscribeMailbox, mail.unsubscribeToken)}>`);
  headers['List-Unsubscribe'] = ways.join(', ');
  headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click';
  headers['List-Id'] = `${phrase(mail.publication)} <verdicts.${domainOf(mail.from)}>`;
  return headers;
}

/**
 * The domain of a sender as written in MAIL_FROM (`Name <a@b>` or `a@b`), in ASCII and lower
 * case.
 * @throws Error when there is no address in it
 */
export function domainOf(sender: string): string {
  return mailboxOf(sender).replace(/^.*@/, '');
}

/** The bare address of a sender, its domain in ASCII and lower case. @throws Error when there is none */
export function mailboxOf(sender: string): string {
  const address = addressparser(sender, { flatten: true })[0]?.address ?? '';
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) {
    throw new Error(`Expected a sender such as "Name <a@example.com>", got "${sender}".`);
  }
  return asciiAddress(address);
}

/** A sender as written in MAIL_FROM, all in ASCII: its name as RFC 5322 wants it. @throws Error as mailboxOf does */
export function asciiSender(sender: string): string {
  const { name = '' } = addressparser(sender, { flatten: true })[0] ?? {};
  const address = mailboxOf(sender);
  return name === '' ? address : `${phrase(name)} <${address}>`;
}

function unsubscribeMailto(mailbox: string, token: string | undefined): string {
  const uri = mailbox.startsWith('mailto:') ? mailbox : `mailto:${mailbox}`;
  if (uri.includes('?')) return uri;
  return `${uri}?subject=unsubscribe${token === undefined ? '' : `%20${token}`}`;
}

/** A display name as RFC 5322 wants it: atoms as they are, else quoted, else encoded words. */
function phrase(words: string): string {
  if (/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(words)) return words;
  if (/^[\x20-\x7e]*$/.test(words)) return `"${words.replace(/["\\]/g, '\\$&')}"`;
  return encodeWord(words, 'Q', 52);
}
