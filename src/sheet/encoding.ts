/** How the characters of a whole file are kept. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** A file's encoding, and how many bytes at its start only say so. */
export interface Opening {
  readonly encoding: Encoding;
  readonly markBytes: number;
  /** The file itself says that it is UTF-8: then nothing else is tried. */
  readonly declared: boolean;
}

/** So many bytes decide, or the whole of a shorter file. */
export const OPENING_BYTES = 3;

/** Told by the byte order mark, or by the zero beside the first letter of a header. */
export function readOpening(bytes: Uint8Array): Opening {
  const [first = -1, second = -1, third = -1] = bytes;
  const marked = (encoding: Encoding, markBytes: number): Opening => ({
    encoding,
    markBytes,
    declared: true,
  });
  if (first === 0xef && second === 0xbb && third === 0xbf) return marked('utf-8', 3);
  if (first === 0xff && second === 0xfe) return marked('utf-16le', 2);
  if (first === 0xfe && second === 0xff) return marked('utf-16be', 2);
  if (first > 0 && second === 0) return marked('utf-16le', 0);
  if (first === 0 && second > 0) return marked('utf-16be', 0);
  return { encoding: 'utf-8', markBytes: 0, declared: false };
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const western = new TextDecoder('windows-1252');

/** What Windows-1252 text in a Western language is made of beyond ASCII. */
const WESTERN = /^[\p{L}\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2026]*$/u;

/**
 * The text of one line of a file that is not UTF-16. A line that is no UTF-8 is read as Windows-1252, which spreadsheets
 * still write, where that gives words of a Western language; else its bad bytes become U+FFFD.
 * @param raw a character a byte
 * @param declared the file says that it is UTF-8
 */
export function decodeLine(
  raw: string,
  declared: boolean,
): { readonly text: string; readonly guessed: boolean } {
  if (!/[\x80-\xff]/.test(raw)) return { text: raw, guessed: false };
  const bytes = Buffer.from(raw, 'latin1');
  try {
    return { text: strict.decode(bytes), guessed: false };
  } catch {
    const guess = declared ? null : guessWestern(raw, bytes);
    return { text: guess ?? lenient.decode(bytes), guessed: guess !== null };
  }
}

function guessWestern(raw: string, bytes: Uint8Array): string | null {
  // UTF-8 with one broken character, or words of which no letter is ASCII: Cyrillic, Greek, Chinese.
  if (/[\xc2-\xf4][\x80-\xbf]|[\x80-\xff]{3}/.test(raw)) return null;
  const text = western.decode(bytes);
  return WESTERN.test(text.replace(/[\0-\x7f]+/g, '')) ? text : null;
}
