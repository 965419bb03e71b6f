import type { ReaderTokens } from '../audience/link-token.ts';
import { fillMail } from '../render/compiled-mail.ts';
import type { FrozenWire } from './freeze.ts';
import type { MailMessage } from './mailers/mailer.ts';
import { readerLinks } from './reader-links.ts';
import type { Recipient } from './recipient.ts';

/** What a mail calls its reader: the address where there is no name. */
export function readerName({ name, email }: Pick<Recipient, 'email' | 'name'>): string {
  return name === '' ? email : name;
}

/**
 * A frozen mail merged for one reader, as every mailer takes it. Deliveries and previews come through here, so that they
 * cannot differ; a preview has nobody's tokens.
 */
export function readerMail(
  mail: FrozenWire,
  reader: Pick<Recipient, 'email' | 'name'>,
  tokens: ReaderTokens,
  { name, to, tags }: Pick<MailMessage, 'name' | 'to' | 'tags'>,
): MailMessage {
  const values = {
    reader: readerName(reader),
    address: reader.email,
    ...readerLinks(mail.publicUrl, tokens),
  };
  const { subject, html, text, headers } = fillMail(mail.compiled, values);
  const { from, replyTo } = mail;
  return { kind: 'issue', name, from, replyTo, to, subject, html, text, headers, tags };
}
