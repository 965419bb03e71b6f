/** Words as a reader counts them: whatever stands between blanks. */
export function countWords(text: string): number {
  return text.split(/\s+/u).filter(word => word !== '').length;
}

/** The first of several wordings, best first, that keeps to the limit; the last and shortest when none does. */
export function firstWithin(limit: number, wordings: readonly string[]): string {
  return wordings.find(wording => countWords(wording) <= limit) ?? wordings.at(-1) ?? '';
}

let segmenter: Intl.Segmenter | undefined;

/** Made for the first text that is cut: that takes longer than all words of an issue together. */
function graphemes(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/**
 * Text in at most `limit` UTF-16 units, cut after a word where that keeps at least half of them, and never inside
 * what a reader sees as one character. Ends in `…` when something was cut off.
 */
export function cutTo(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  let kept = '';
  for (const { segment } of graphemes(text)) {
    if (kept.length + segment.length > limit - 1) {
      break;
    }
    kept += segment;
  }
  const blank = text[kept.length] === ' ' ? kept.length : kept.lastIndexOf(' ');
  const atWord = blank * 2 >= limit ? kept.slice(0, blank) : kept;
  return `${atWord.replace(/[\s,;:.–—-]+$/u, '')}…`;
}

/** The end of a text in at most `limit` UTF-16 units, for names that only differ there: `…Pro 2`. */
export function cutStart(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  let kept = '';
  for (const { segment } of [...graphemes(text)].reverse()) {
    if (kept.length + segment.length > limit - 1) {
      break;
    }
    kept = segment + kept;
  }
  return `…${kept.trimStart()}`;
}
