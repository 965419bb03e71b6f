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
  let quoted = '';
  let column = 0;
  let before = '';
  let left = line.length;
  for (const character of line) {
    left -= character.length;
    let cell = cells[character.charCodeAt(0)] ?? encoded(character);
    if (cell === ' ' && (before === ' ' || left === 0)) cell = '=20';
    if (column + cell.length > LONGEST) {
      quoted += SOFT_BREAK;
      column = 0;
    }
    if (cell === '.' && column === 0) cell = '=2E';
    quoted += cell;
    column += cell.length;
    before = cell;
  }
  return quoted;
}

function cellOf(character: string): string {
  return character === ' ' || /^[!-<>-~]$/.test(character) ? character : encoded(character);
}

function encoded(character: string): string {
  return encodeURIComponent(character).replaceAll('%', '=');
}

/** Of each ASCII character. */
const cells = Array.from({ length: 128 }, (_, code) => cellOf(String.fromCharCode(code)));
