import { simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import PostalMime from 'postal-mime';
import type { JudgedMail } from './judged-mail.ts';
import { MOST_EML_BYTES } from './size-judge.ts';

const LONGEST_LINE = 998;

const envelope = {
  from: 'Weekly AI Tool Verdicts <editor@weekly.example.com>',
  to: 'noor@reader.example',
  replyTo: 'editor@weekly.example.com',
  messageId: '<2026-w48.1@weekly.example.com>',
  date: new Date('2026-11-26T09:00:00Z'),
};

const listHeaders = {
  'List-Unsubscribe':
    '<https://weekly.example.com/unsubscribe/u-7f3a91c2>, <mailto:unsubscribe@weekly.example.com?subject=u-7f3a91c2>',
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  'List-Id': 'Weekly AI Tool Verdicts <verdicts.weekly.example.com>',
};

/** The raw mail, built by the library that the outbox and SMTP use. */
export function buildEml({ subject, html, text }: JudgedMail): Promise<Buffer> {
  const headers = Object.entries(listHeaders).map(([key, value]) => ({
    key,
    value: { prepared: true, value },
  }));
  return new MailComposer({ ...envelope, subject, html, text, headers: headers as never }).compile().build();
}

/** Do two parsers read from the raw mail what was put in? */
export async function judgeEml(mail: JudgedMail): Promise<string[]> {
  const raw = await buildEml(mail);
  return [...judgeRaw(raw), ...(await judgeReadings(raw, mail))];
}

export function judgeRaw(raw: Buffer): string[] {
  const longest = Math.max(
    ...raw
      .toString('latin1')
      .split('\r\n')
      .map(line => line.length),
  );
  return [
    ...(raw.length > MOST_EML_BYTES
      ? [`the raw mail has ${raw.length} bytes, Gmail clips at ${MOST_EML_BYTES}`]
      : []),
    ...(longest > LONGEST_LINE
      ? [`a raw line has ${longest} characters, at most ${LONGEST_LINE} are allowed`]
      : []),
    ...(/[^\x00-\x7f]/.test(raw.toString('latin1')) ? ['the raw mail is not pure ASCII'] : []),
  ];
}

interface Reading {
  readonly subject: string | undefined;
  readonly from: string | undefined;
  readonly listUnsubscribe: string | undefined;
  readonly listUnsubscribePost: string | undefined;
  readonly listId: string | undefined;
  readonly html: string;
  readonly text: string;
}

export async function judgeReadings(raw: Buffer, mail: JudgedMail): Promise<string[]> {
  const expected: Reading = {
    subject: mail.subject,
    from: 'editor@weekly.example.com',
    listUnsubscribe: listHeaders['List-Unsubscribe'],
    listUnsubscribePost: listHeaders['List-Unsubscribe-Post'],
    listId: listHeaders['List-Id'],
    html: normalised(mail.html),
    text: normalised(mail.text),
  };
  const readings = {
    mailparser: await readWithMailparser(raw),
    'postal-mime': await readWithPostalMime(raw),
  };
  return Object.entries(readings).flatMap(([parser, reading]) =>
    (Object.keys(expected) as (keyof Reading)[])
      .filter(field => reading[field] !== expected[field])
      .map(
        field => `${parser} reads ${field} as ${shorten(reading[field])}, not ${shorten(expected[field])}`,
      ),
  );
}

async function readWithMailparser(raw: Buffer): Promise<Reading> {
  const parsed = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  const line = (name: string) =>
    parsed.headerLines
      .find(header => header.key === name)
      ?.line.slice(name.length + 1)
      .replaceAll(/\r?\n\s+/g, ' ')
      .trim();
  return {
    subject: parsed.subject,
    from: parsed.from?.value[0]?.address,
    listUnsubscribe: line('list-unsubscribe'),
    listUnsubscribePost: line('list-unsubscribe-post'),
    listId: line('list-id'),
    html: normalised(parsed.html || ''),
    text: normalised(parsed.text ?? ''),
  };
}

async function readWithPostalMime(raw: Buffer): Promise<Reading> {
  const parsed = await PostalMime.parse(raw);
  const header = (name: string) => parsed.headers.find(one => one.key === name)?.value;
  return {
    subject: parsed.subject,
    from: parsed.from?.address,
    listUnsubscribe: header('list-unsubscribe'),
    listUnsubscribePost: header('list-unsubscribe-post'),
    listId: header('list-id'),
    html: normalised(parsed.html ?? ''),
    text: normalised(parsed.text ?? ''),
  };
}

/** Transport owns the newlines: CRLF on the wire, and one at the end. */
function normalised(body: string): string {
  return body.replaceAll('\r\n', '\n').replace(/\n+$/, '');
}

function shorten(value: string | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}… (${text.length})` : text;
}
