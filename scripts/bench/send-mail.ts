import { createElement } from 'react';
import { render } from 'react-email';
import { signLinks } from '../../src/audience/link-token.ts';
import { createKeyring, type SigningKey } from '../../src/audience/token.ts';
import type { FrozenMail } from '../../src/delivery/freeze.ts';
import { listHeaders } from '../../src/delivery/mail-headers.ts';
import { readerLinks } from '../../src/delivery/reader-links.ts';
import { compileMail } from '../../src/render/compiled-mail.ts';
import { placeholderFields } from '../../src/render/placeholders.ts';
import type { ReaderFields } from '../../templates/merge-fields.ts';
import {
  REFERENCE_BYTES,
  REFERENCE_SUBJECT,
  REFERENCE_VOTES,
  ReferenceMail,
  referenceText,
} from './reference-mail.tsx';

export const FROM = 'Weekly AI Tool Verdicts <verdicts@verdicts.example>';
export const REPLY_TO = 'editor@verdicts.example';
export const WEEK = '2026-W48';
export const ISSUE_ID = 1;
const PUBLIC_URL = 'https://verdicts.example';
const NONCE = '0123456789abcdef';

export const BENCH_KEYS = createKeyring(['bench-key-'.repeat(4)]);

/** The links every contender signs for every reader. */
export function signedFields(key: SigningKey, seq: number): ReaderFields {
  const [tokens] = signLinks(key, { id: ISSUE_ID, votes: REFERENCE_VOTES }, [seq]);
  if (!tokens) throw new Error('One reader has one set of tokens.');
  const { preferences, unsubscribe, vote } = readerLinks(PUBLIC_URL, tokens);
  return { reader: readerName(seq), preferences, unsubscribe, vote: position => vote[position - 1] ?? '' };
}

export function readerName(seq: number): string {
  return `Zoë O'Neil ${seq}`;
}

export function readerAddress(seq: number): string {
  return `reader${seq}@readers.example`;
}

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
    votes: REFERENCE_VOTES,
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
