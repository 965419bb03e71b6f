import PostalMime from 'postal-mime';
import { type Fields, readFields } from './fields.ts';

/** A mail as far as its reading goes: mails attached to it stay closed, so that what they quote is not taken for its own. */
export interface OpenedMail {
  /** The first value of each, by name in lower case. */
  readonly headers: Fields;
  /** In lower case; '' for none. */
  readonly from: string;
  readonly subject: string;
  /** `multipart/report` and the like, in lower case. */
  readonly type: string;
  /** Of a `multipart/report`, in lower case; '' when it does not say. */
  readonly reportType: string;
  /** What a person reads, with line feeds alone. */
  readonly text: string;
  /** All but the text, in their order. */
  readonly parts: readonly Part[];
}

export interface Part {
  /** Media type in lower case. */
  readonly type: string;
  readonly text: string;
}

/** A report carries a mail of ours at most, and those are far below. Each line costs the reader of MIME several objects. */
const MOST_BYTES = 1_000_000;
const MOST_LINES = 20_000;
const MOST_TEXT = 64_000;
const MOST_PARTS = 200;
const LIMITS = {
  forceRfc822Attachments: true,
  maxNestingDepth: 20,
  maxRfc822NestingDepth: 0,
  maxHeadersSize: 256_000,
} as const;

/** @returns null for what no MIME reader can read, or none within bounds */
export async function openMail(bytes: Uint8Array): Promise<OpenedMail | null> {
  const mail = await PostalMime.parse(beginningOf(bytes), LIMITS).catch(() => null);
  if (!mail) return null;
  const headers = new Map<string, string>();
  for (const { key, value } of mail.headers) if (!headers.has(key)) headers.set(key, value);
  const contentType = headers.get('content-type') ?? '';
  return {
    headers,
    from: (mail.from?.address ?? '').toLowerCase(),
    subject: mail.subject ?? '',
    type: (/^\s*([\w.+-]+\/[\w.+-]+)/.exec(contentType)?.[1] ?? 'text/plain').toLowerCase(),
    reportType: (/;\s*report-type\s*=\s*"?([\w.-]+)/i.exec(contentType)?.[1] ?? '').toLowerCase(),
    text: (mail.text ?? '').slice(0, MOST_TEXT).replace(/\r\n?/g, '\n'),
    parts: mail.attachments
      .slice(0, MOST_PARTS)
      .map(({ mimeType, content }) => ({ type: mimeType.toLowerCase(), text: textOf(content) })),
  };
}

function beginningOf(bytes: Uint8Array): Uint8Array {
  const most = bytes.subarray(0, MOST_BYTES);
  let end = 0;
  for (let lines = 0; lines < MOST_LINES; lines += 1) {
    const feed = most.indexOf(0x0a, end);
    if (feed === -1) return most;
    end = feed + 1;
  }
  return most.subarray(0, end);
}

function textOf(content: ArrayBuffer | Uint8Array | string): string {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return text.slice(0, MOST_TEXT).replace(/\r\n?/g, '\n');
}

const QUOTED_MAIL =
  /^(message\/(rfc822|global|rfc822-headers|global-headers|partial)|text\/rfc822(-headers)?)$/;

/** The headers of the first mail that is quoted, `from` this part on; none where nothing is quoted. */
export function quotedHeaders(parts: readonly Part[], from = 0): Fields {
  const quoted = parts.slice(from).find(({ type }) => QUOTED_MAIL.test(type));
  return quoted ? readFields(quoted.text) : new Map();
}
