import type { SendBulkEmailCommandInput } from '@aws-sdk/client-sesv2';
import { asciiAddress } from '../../publication/mailbox.ts';
import { mustBeSafe, type Part, readerWords } from '../../render/compiled-mail.ts';
import { escapeHtml } from '../../render/reader-text.ts';
import { asciiSender } from '../mail-headers.ts';
import { type LinkSlot, linkBase } from '../reader-links.ts';
import type { BulkMail, BulkReader } from './mailer.ts';
import { addressFault } from './mime.ts';
import { type MailTemplate, mailTemplate, valuesFit } from './resend-template.ts';
import { deliveryHeader, emailTags } from './ses-tags.ts';

export type BulkInput = SendBulkEmailCommandInput;
type Entry = NonNullable<BulkInput['BulkEmailEntries']>[number];

/** Limits of SES: of a template, of the headers of an entry, of a header's value. */
const LARGEST_TEMPLATE = 500 * 1_024;
const MOST_HEADERS = 15;
const LONGEST_HEADER = 870;

/**
 * The template of a mail, or why SES could not fill it in to exactly what we would send in full. It fills in `{{{KEY}}}` as it
 * stands, in HTML and in text (Handlebars without escaping).
 */
export function sesTemplate(
  mail: BulkMail,
):
  | { readonly kind: 'template'; readonly template: MailTemplate }
  | { readonly kind: 'unfit'; readonly why: string } {
  const made = mailTemplate(mail.compiled);
  if (made.kind === 'unfit') return made;
  const { html, text } = made.template;
  if (Buffer.byteLength(html) + Buffer.byteLength(text) + mail.compiled.subject.length > LARGEST_TEMPLATE) {
    return { kind: 'unfit', why: `it is larger than the ${LARGEST_TEMPLATE} bytes of a template` };
  }
  // One more is ours.
  if (Object.keys(mail.compiled.headers).length >= MOST_HEADERS) {
    return { kind: 'unfit', why: `it has more than the ${MOST_HEADERS} headers of an entry` };
  }
  return made;
}

/** Whether SES would fill in the mails of these readers exactly as we do. */
export function sesFits(readers: readonly BulkReader[]): boolean {
  return (
    valuesFit(readers) && readers.every(reader => addressFault(reader.to) === null && headersFit(reader))
  );
}

function headersFit(reader: BulkReader): boolean {
  return headersOf(reader).every(
    ({ Value: value }) => value.length <= LONGEST_HEADER && /^[\x20-\x7e]*$/.test(value),
  );
}

/** The request for these readers of one published mail: a pure function of them. @throws Error when a link is not safe */
export function sesBulkInput(readers: readonly BulkReader[]): BulkInput {
  const mail = readers[0]?.mail;
  if (!mail?.templateId) throw new Error('Only a published mail can be named in a bulk request.');
  const made = mailTemplate(mail.compiled);
  if (made.kind === 'unfit') throw new Error(`A published mail is no template: ${made.why}.`);
  return {
    FromEmailAddress: asciiSender(mail.from),
    ...(mail.replyTo && { ReplyToAddresses: [asciiSender(mail.replyTo)] }),
    DefaultContent: { Template: { TemplateName: mail.templateId, TemplateData: '{}' } },
    BulkEmailEntries: readers.map(reader => entryOf(reader, made.template)),
  };
}

function entryOf(reader: BulkReader, template: MailTemplate): Entry {
  const { mail, to, delivery } = reader;
  const data = JSON.stringify(valuesOf(reader, template));
  return {
    Destination: { ToAddresses: [asciiAddress(to)] },
    ReplacementTags: emailTags({ ...mail.tags, delivery }),
    ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: data } },
    ReplacementHeaders: headersOf(reader),
  };
}

function valuesOf(reader: BulkReader, { variables }: MailTemplate): Record<string, string> {
  const { mail, to, tokens } = reader;
  if (tokens.vote.length !== mail.compiled.votes) {
    throw new Error(`The mail has ${mail.compiled.votes} ballots, the reader ${tokens.vote.length}.`);
  }
  const text = readerWords(mail.compiled, reader.reader, to);
  return Object.fromEntries(
    variables.map(({ key, place }) => {
      if (place.kind === 'url') return [key, slotValue(reader, place.slot)];
      return [key, place.kind === 'own' && place.name === 'readerHtml' ? escapeHtml(text) : text];
    }),
  );
}

/** Each entry has them all: what SES makes of headers that stand in the template as well is its own affair. */
function headersOf(reader: BulkReader): { Name: string; Value: string }[] {
  const { mail, to, delivery } = reader;
  const { compiled, from, replyTo } = mail;
  const blank = { kind: 'issue', name: '', subject: '', html: '', text: '', headers: {} } as const;
  const own = deliveryHeader({ ...blank, from, replyTo, to, tags: { ...mail.tags, delivery } });
  const filled = Object.entries(compiled.headers).map(
    ([name, parts]) => [name, filledIn(reader, parts)] as const,
  );
  return [...filled, ...Object.entries(own)].map(([Name, Value]) => ({ Name, Value }));
}

function filledIn(reader: BulkReader, parts: readonly Part[]): string {
  return parts
    .map(part => {
      if (typeof part === 'string') return part;
      if (part.slot === 'reader') throw new Error('A reader’s name does not go into a header.');
      return slotValue(reader, part.slot);
    })
    .join('');
}

function slotValue({ mail, tokens }: BulkReader, slot: LinkSlot | 'unsubscribe-token'): string {
  if (slot === 'unsubscribe-token') return tokens.unsubscribe;
  const url = linkBase(mail.publicUrl, slot) + tokenOf(tokens, slot);
  mustBeSafe(slot, url);
  return url;
}

function tokenOf({ preferences, unsubscribe, vote }: BulkReader['tokens'], slot: LinkSlot): string {
  if (slot === 'preferences') return preferences;
  return slot === 'unsubscribe' ? unsubscribe : (vote[Number(slot.slice('vote-'.length)) - 1] ?? '');
}
