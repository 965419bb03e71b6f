/** Laying out plain text in columns of a fixed-width type. Everything here counts printed columns, not characters. */

export const pageWidth = 78;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60])/u;
const narrowPictograph = /^[\u00a9\u00ae\u2122\u203c-\u21aa]/;
/** What takes no column: an accent alone, a joiner, and the signs before a number or letter that form one cluster with it. */
const invisible = /^[\p{Mark}\p{Format}]+/u;
/** Latin letters and common punctuation, one column each, none of which joins the one before it. */
const plain = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*$/;

/** The width of a line of text as a terminal or a mail client in fixed-width type shows it. */
export function columns(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    const shown = segment.replace(invisible, '');
    if (shown === '') continue;
    width += wide.test(shown) && !narrowPictograph.test(shown) ? 2 : 1;
  }
  return width;
}

/** The text in lines of at most `width` columns; only a single word longer than that, such as a link, is longer. */
export function wrap(text: string, width = pageWidth, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { text: word, glue } of piecesOf(text)) {
    const longer = line === '' ? word : `${line}${glue}${word}`;
    if (line !== '' && columns(indent + longer) > width) {
      lines.push(indent + line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, indent + line];
}

interface Piece {
  readonly text: string;
  /** What stands between it and the piece before it, where the line is not broken there. */
  readonly glue: '' | ' ';
}

/** Scripts that write without spaces between words: a line may end within a run of them. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** No line begins with these (closing signs, small kana, what lengthens a sound), and none ends with those that open. */
const notFirst =
  /^[\p{Pe}\p{Pf}\p{Po}\p{Mark}\p{Lm}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〜～%％\u2069]/u;
const notLast = /[\p{Ps}\p{Pi}\u2068]$/u;
/** What a line may end at: not the blank within `61 %`, which holds. */
const blank = /[^\S\u00a0\u202f]+/;
const wordsOf = new Intl.Segmenter('ja', { granularity: 'word' });

/** What a line may be broken between: words, and within unspaced scripts the words that a dictionary finds. */
function piecesOf(text: string): Piece[] {
  return text
    .split(blank)
    .filter(word => word !== '')
    .flatMap(word => {
      const parts = unspaced.test(word) && !word.includes('://') ? unspacedWords(word) : [word];
      return parts.map((part, index): Piece => ({ text: part, glue: index === 0 ? ' ' : '' }));
    });
}

function unspacedWords(word: string): string[] {
  const parts: string[] = [];
  for (const { segment } of wordsOf.segment(word)) {
    const before = parts.at(-1);
    const holds = before !== undefined && (notFirst.test(segment) || notLast.test(before));
    // Latin words within are joined by what Latin joins them by: `GPT-4` is one.
    const isLatin = before !== undefined && !unspaced.test(before) && !unspaced.test(segment);
    if (holds || isLatin) parts[parts.length - 1] = before + segment;
    else parts.push(segment);
  }
  return parts;
}

export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** One row of a table: cells side by side, each wrapped in its own width, two spaces between them. */
export function tableRow(cells: readonly string[], widths: readonly number[]): string[] {
  const wrapped = cells.map((cell, index) => hardWrap(cell, widths[index] ?? 0));
  const height = Math.max(...wrapped.map(lines => lines.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, index) => pad(lines[line] ?? '', widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** As wrap, but a word longer than the cell is cut: it must not push the next column. */
function hardWrap(text: string, width: number): string[] {
  return wrap(text, width).flatMap(line => {
    if (columns(line) <= width) return [line];
    const pieces: string[] = [];
    let piece = '';
    for (const { segment } of segmenter.segment(line)) {
      if (columns(piece + segment) > width) {
        pieces.push(piece);
        piece = '';
      }
      piece += segment;
    }
    return [...pieces, piece];
  });
}
