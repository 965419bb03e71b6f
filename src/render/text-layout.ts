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
  for (const word of text.split(/\s+/).filter(part => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columns(indent + longer) > width) {
      lines.push(indent + line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, indent + line];
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
