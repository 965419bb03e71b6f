/** How wide a letter is on average, in parts of its size; a little more than measured, for words of broad letters. */
const LETTER = 0.5;

/** So that each line stays one. @param width pixels @param most the largest that is wanted */
export function sizeOfLines(lines: readonly string[], width: number, most: number): number {
  const longest = Math.max(1, ...lines.map(line => line.length));
  return Math.min(most, Math.floor(width / (0.48 * longest)));
}

/** So that no word is wider than its place. @param most the largest that is wanted */
export function sizeOfWords(texts: readonly string[], width: number, most: number): number {
  const longest = Math.max(1, ...texts.flatMap(text => text.split(/[\s-]+/u)).map(word => word.length));
  return Math.min(most, Math.floor(width / (0.54 * longest)));
}

/** A text in a size, with the height of its lines in parts of it. */
export interface SetText {
  readonly text: string;
  readonly size: number;
  readonly line: number;
}

/** By how much texts below each other must shrink, so that together they are no higher than their place: 1 for not at all. */
export function shrunkToFit(texts: readonly SetText[], width: number, height: number): number {
  for (let share = 1; share > LEAST; share -= 0.05) {
    const high = texts.reduce((sum, text) => sum + heightOf(text, share, width), 0);
    if (high <= height) return share;
  }
  return LEAST;
}

const LEAST = 0.4;

function heightOf({ text, size, line }: SetText, share: number, width: number): number {
  const lines = Math.ceil((text.length * LETTER * size * share) / width);
  return lines * line * size * share;
}
