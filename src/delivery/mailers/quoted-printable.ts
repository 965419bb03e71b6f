/** Of a line's 76 characters (RFC 2045 6.7) the last one is for the sign that the line goes on. */
const LONGEST = 75;
/** Ends a line that goes on in the next one. */
export const SOFT_BREAK = '=\r\n';

/**
 * Text with CRLF as quoted-printable, to stand at the beginning of a line. No line begins with a dot, so that none has to be
 * doubled for SMTP, and no two spaces follow each other, none ends a line and no tab is left: DKIM's relaxed form of it
 * (RFC 6376 3.4.4) is the text itself.
 */
export function quotedPrintable(text: string): string {
  return text.toWellFormed().split('\r\n').map(quotedLine).join('\r\n');
}

/** The same for a few words on one line, which mostly stand for themselves. */
export function quotedWords(words: string): string {
  return words.length <= LONGEST && plain.test(words) ? words : quotedPrintable(words);
}

const plain = /^(?:(?!\.)[!-<>-~]+(?: [!-<>-~]+)*)?$/;

function quotedLine(line: string): string {
  const characters = Array.from(line);
  let quoted = '';
  let column = 0;
  for (const [index, character] of characters.entries()) {
    const isLast = index === characters.length - 1;
    let cell = cellOf(character, quoted.endsWith(' ') || isLast, column === 0);
    if (column + cell.length > LONGEST) {
      quoted += SOFT_BREAK;
      column = 0;
      cell = cellOf(character, isLast, true);
    }
    quoted += cell;
    column += cell.length;
  }
  return quoted;
}

function cellOf(character: string, besideSpace: boolean, isFirst: boolean): string {
  if (character === ' ') return besideSpace ? '=20' : character;
  if (character === '.') return isFirst ? '=2E' : character;
  if (/^[!-<>-~]$/.test(character)) return character;
  return encodeURIComponent(character).replaceAll('%', '=');
}
