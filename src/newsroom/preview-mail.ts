import type { ReaderTokens } from '../audience/link-token.ts';
import { signToken } from '../audience/token.ts';
import type { BulkReader, MailMessage } from '../delivery/mailers/mailer.ts';
import { mimeBytes } from '../delivery/mailers/mime.ts';
import { ResendBodies, wholeBody } from '../delivery/mailers/resend-body.ts';
import { issueTags } from '../delivery/payload.ts';
import { readerMail, readerName } from '../delivery/reader-mail.ts';
import type { Recipient } from '../delivery/recipient.ts';
import type { Draft } from './drafted-mail.ts';
import type { Newsroom } from './newsroom.ts';

/** The reader of previews and test sends. Subscriber 0 exists nowhere, so nothing of it can count. */
const NOBODY = '0';
/** In place of what leads a webhook back to a delivery: it leads nowhere. */
const NO_DELIVERY = 'preview';

/** Who a mail is shown as. The name may be ''. */
export type ShownReader = Pick<Recipient, 'email' | 'name'>;

const SAMPLE_READER: ShownReader = { email: 'reader@verdicts.example', name: 'Ada Sample' };

/** One mail of a draft as its reader would get it, with links that cast nothing and leave nothing. */
export interface PreviewMail {
  readonly message: MailMessage;
  readonly html: string;
  readonly text: string;
  /** The whole message, RFC 5322. */
  readonly eml: Buffer;
}

/** What a preview needs of a draft, or of what was frozen. */
export type PreviewedDraft = Pick<Draft, 'content' | 'frozen'>;

/** @param to address and name shown in the mail; a sample reader by default */
export async function previewMail(
  room: Pick<Newsroom, 'keyring'>,
  draft: PreviewedDraft,
  to: ShownReader = SAMPLE_READER,
): Promise<PreviewMail> {
  const message = previewMessage(room, draft, to);
  return { message, html: message.html, text: message.text, eml: await wholeMessage(message, draft) };
}

/** The same mail in its parts. */
export function previewMessage(
  room: Pick<Newsroom, 'keyring'>,
  draft: PreviewedDraft,
  to: ShownReader = SAMPLE_READER,
): MailMessage {
  return readerMail(draft.frozen.mail, to, nobodysTokens(room, draft), {
    name: `preview-${draft.content.week.toLowerCase()}`,
    to: to.email,
    tags: {},
  });
}

/** Those parts as one message, dated as the issue is. */
export function wholeMessage(message: MailMessage, { content }: PreviewedDraft): Promise<Buffer> {
  return mimeBytes(message, Date.parse(content.date));
}

/** The request body that would hand this one mail to the mail API: the bytes of the full wire, with nobody's links. */
export function previewBody(
  room: Pick<Newsroom, 'keyring'>,
  draft: PreviewedDraft,
  to: ShownReader = SAMPLE_READER,
): Uint8Array {
  const { mail } = draft.frozen;
  const { from, replyTo, compiled, publicUrl } = mail;
  const { week } = draft.content;
  const reader: BulkReader = {
    mail: { from, replyTo, compiled, publicUrl, tags: issueTags(week), templateId: '' },
    to: to.email,
    reader: readerName(to),
    tokens: nobodysTokens(room, draft),
    delivery: NO_DELIVERY,
  };
  return wholeBody(new ResendBodies().of([reader]));
}

function nobodysTokens(
  { keyring: { current } }: Pick<Newsroom, 'keyring'>,
  { content: { week }, frozen }: PreviewedDraft,
): ReaderTokens {
  return {
    preferences: signToken(current, 'preferences', NOBODY),
    unsubscribe: signToken(current, 'unsubscribe', NOBODY),
    vote: Array.from({ length: frozen.mail.compiled.votes }, (_, index) =>
      signToken(current, 'vote-test', `${week}.${index + 1}.${NOBODY}`),
    ),
  };
}
