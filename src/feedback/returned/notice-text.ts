import { addressIn } from './address.ts';
import { type Fields, readFields } from './fields.ts';

/** What a server wrote for people to read. */
export interface NoticeText {
  /** What stands before the first recipient, on one line. */
  readonly opening: string;
  /** What is said of each, in its order. */
  readonly sections: readonly NoticeSection[];
  /** The headers of the mail it quotes below; none where it quotes none. */
  readonly quoted: Fields;
}

export interface NoticeSection {
  /** In lower case. */
  readonly recipient: string;
  readonly words: string;
}

const MOST_LINES = 200;
const LONGEST_LINE = 1_000;
const MOST_SECTIONS = 100;

/** @param text line feeds alone */
export function readNotice(text: string): NoticeText {
  const lines = text.split('\n').map(line => line.slice(0, LONGEST_LINE));
  const end = endOf(lines);
  // What is quoted with `>` was said to somebody else; sendmail's transcript goes by `>>>`.
  const own = lines.slice(0, Math.min(end, MOST_LINES)).filter(line => !/^\s*>(?!>>)/.test(line));
  const starts = own.flatMap((line, place) => {
    const recipient = START.test(line) ? addressIn(line) : null;
    return recipient === null ? [] : [{ recipient, place }];
  });
  const sections = new Map<string, string>();
  for (const [turn, { recipient, place }] of starts.slice(0, MOST_SECTIONS).entries()) {
    const words = oneLine(own.slice(place, starts[turn + 1]?.place)).replace(LEADING_ADDRESS, '');
    sections.set(recipient, `${sections.get(recipient) ?? ''} ${words}`.trim());
  }
  return {
    opening: oneLine(own.slice(0, starts[0]?.place)),
    sections: [...sections].map(([recipient, words]) => ({ recipient, words })),
    quoted: quotedFields(lines.slice(end)),
  };
}

/** A line that an address begins: bare, in brackets or quotation marks, and a colon, a bracket or nothing behind it. */
const START =
  /^\s*(?:>>> )?["'<([]*[^\s"'<>()[\]:;,]{1,64}@[^\s"'<>()[\]:;,]{1,255}["'>)\]]*\s*(?:$|[:;,(<]|on |invalid address|\.\.\.)/i;
const LEADING_ADDRESS = /^\s*["'<([]*[^\s"'<>()[\]:;,]+@[^\s"'<>()[\]:;,]+["'>)\]]*\s*[:;,]?\s*/;

const SEPARATOR =
  /^\W{0,9}-{2,80}[^-].{0,60}\b(copy|original|unsent|returned?|header|below this line|message follows?)|^\W{0,9}(original message headers|below is a copy|included is a copy|copy of the message|(message|mail)( headers?)? follows?)/i;
const HEADER =
  /^(return-path|received|delivered-to|dkim-signature|message-id|mime-version|x-[\w-]+|arc-[\w-]+|from|to|date|subject|content-type):/i;

/** The line from which on a notice quotes the mail: none of our own words may be read as the server's. */
function endOf(lines: readonly string[]): number {
  const end = lines.findIndex(
    (line, place) => SEPARATOR.test(line) || (HEADER.test(line) && startsHeader(lines, place)),
  );
  return end === -1 ? lines.length : end;
}

function startsHeader(lines: readonly string[], place: number): boolean {
  const next = lines.slice(place + 1, place + 12).find(line => !/^[ \t]/.test(line));
  return next !== undefined && /^[\w-]+:\s/.test(next);
}

function quotedFields(lines: readonly string[]): Fields {
  const start = lines.findIndex(line => /^[\w-]+:\s/.test(line));
  return start === -1 || start > 10 ? new Map() : readFields(lines.slice(start).join('\n'));
}

function oneLine(lines: readonly string[]): string {
  return lines.join(' ').replace(/\s+/g, ' ').trim().slice(0, 4_000);
}
