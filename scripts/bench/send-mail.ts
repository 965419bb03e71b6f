import { createElement } from 'react';
import { render } from 'react-email';
import type { FrozenMail } from '../../src/delivery/freeze.ts';
import { listHeaders } from '../../src/delivery/mail-headers.ts';
import { compileMail } from '../../src/render/compiled-mail.ts';
import { placeholderFields } from '../../src/render/placeholders.ts';
import type { ReaderFields } from '../../templates/merge-fields.ts';
import { BENCH_KEYS, BENCH_VOTES, PUBLIC_URL, signedFields, WEEK } from './bench-reader.ts';
import { REFERENCE_BYTES, REFERENCE_SUBJECT, ReferenceMail, referenceText } from './reference-mail.tsx';

export const FROM = 'Weekly AI Tool Verdicts <verdicts@verdicts.example>';
export const REPLY_TO = 'editor@verdicts.example';
const NONCE = '0123456789abcdef';

/** How much filler brings the reference mail to its size for a reader of the usual lengths. */
export async function fillerLength(): Promise<number> {
  const fields = signedFields(BENCH_KEYS.current, 500_000);
  const bare = Buffer.byteLength(await render(createElement(ReferenceMail, { fields, filler: 0 })));
  if (bare > REFERENCE_BYTES) throw new Error(`The reference mail has ${bare} bytes before any filler.`);
  return REFERENCE_BYTES - bare;
}

/** The reference mail rendered once, with placeholders in the reader's places. */
export async function renderedOnce(): Promise<{ html: string; text: string; fields: ReaderFields }> {
  const fields = placeholderFields(NONCE);
  const html = await render(createElement(ReferenceMail, { fields, filler: await fillerLength() }));
  return { html, text: referenceText(fields), fields };
}

/** The reference mail as a freeze would store it. */
export async function referenceMail(): Promise<FrozenMail> {
  const { html, text, fields } = await renderedOnce();
  const headers = listHeaders({
    kind: 'issue',
    week: WEEK,
    unsubscribe: fields.unsubscribe,
    publication: 'Weekly AI Tool Verdicts',
    from: FROM,
  });
  const compiled = compileMail({
    subject: REFERENCE_SUBJECT,
    html,
    text,
    headers,
    nonce: NONCE,
    votes: BENCH_VOTES,
  });
  return {
    variant: 1,
    contentHash: 'b'.repeat(64),
    content: '{}',
    webHtml: '',
    mail: {
      compiled,
      engine: 'react',
      from: FROM,
      replyTo: REPLY_TO,
      publicUrl: PUBLIC_URL,
      unsubscribeMailbox: '',
    },
  };
}
