import { type LastingPurpose, signToken } from '../audience/token.ts';
import type { MailMessage } from '../delivery/mailers/mailer.ts';
import { mimeBytes } from '../delivery/mailers/mime.ts';
import { fillMail } from '../render/compiled-mail.ts';
import type { Draft } from './draft.ts';
import type { Newsroom } from './newsroom.ts';

/** The reader of previews and test sends. Subscriber 0 exists nowhere, so nothing of it can count. */
const NOBODY = '0';

/** One mail of a draft as its reader would get it, with links that cast nothing and leave nothing. */
export interface PreviewMail {
  readonly message: MailMessage;
  readonly html: string;
  readonly text: string;
  /** The whole message, RFC 5322. */
  readonly eml: Buffer;
}

/** @param to address and name shown in the mail; a sample reader by default */
export async function previewMail(
  room: Newsroom,
  draft: Draft,
  to: { readonly email: string; readonly name: string } = {
    email: 'reader@verdicts.example',
    name: 'Ada Sample',
  },
): Promise<PreviewMail> {
  const { mail } = draft.frozen;
  const link = (route: string, purpose: LastingPurpose, subject: string) =>
    `${mail.publicUrl}/${route}/${signToken(room.keyring.current, purpose, subject)}`;
  const filled = fillMail(mail.compiled, {
    reader: to.name === '' ? to.email : to.name,
    preferences: link('preferences', 'preferences', NOBODY),
    unsubscribe: link('unsubscribe', 'unsubscribe', NOBODY),
    // By position, as the slots are; a variant has its pairings in another order.
    vote: Array.from({ length: mail.compiled.votes }, (_, index) =>
      link('vote', 'vote-test', `${draft.content.week}.${index + 1}.${NOBODY}`),
    ),
  });
  const message: MailMessage = {
    kind: 'issue',
    name: `preview-${draft.content.week.toLowerCase()}`,
    from: mail.from,
    replyTo: mail.replyTo,
    to: to.email,
    subject: filled.subject,
    html: filled.html,
    text: filled.text,
    headers: filled.headers,
    tags: {},
  };
  return {
    message,
    html: filled.html,
    text: filled.text,
    eml: await mimeBytes(message, Date.parse(draft.content.date)),
  };
}
