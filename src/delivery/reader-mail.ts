import { type FilledMail, fillMail, type ReaderValues } from '../render/compiled-mail.ts';
import type { FrozenWire } from './freeze.ts';
import type { MailMessage } from './mailers/mailer.ts';
import type { Recipient } from './recipient.ts';

/** What makes the links of one mail somebody's own. A preview has nobody's, and everything else is the same. */
export interface ReaderTokens {
  readonly preferences: string;
  readonly unsubscribe: string;
  /** @param position of the pairing in the editors' order, from 1 */
  vote(position: number): string;
}

/** One reader's parts of a frozen mail. Deliveries and previews come through here, so that they cannot differ. */
export function readerValues(
  mail: FrozenWire,
  reader: Pick<Recipient, 'email' | 'name'>,
  tokens: ReaderTokens,
): ReaderValues {
  return {
    reader: reader.name === '' ? reader.email : reader.name,
    preferences: `${mail.publicUrl}/preferences/${tokens.preferences}`,
    unsubscribe: `${mail.publicUrl}/unsubscribe/${tokens.unsubscribe}`,
    vote: Array.from(
      { length: mail.compiled.votes },
      (_, index) => `${mail.publicUrl}/vote/${tokens.vote(index + 1)}`,
    ),
  };
}

/** A frozen mail merged for one reader, as every mailer takes it. */
export function readerMail(
  mail: FrozenWire,
  values: ReaderValues,
  { name, to, tags }: Pick<MailMessage, 'name' | 'to' | 'tags'>,
): MailMessage {
  const { subject, html, text, headers }: FilledMail = fillMail(mail.compiled, values);
  return {
    kind: 'issue',
    name,
    from: mail.from,
    replyTo: mail.replyTo,
    to,
    subject,
    html,
    text,
    headers,
    tags,
  };
}
