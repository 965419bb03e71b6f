/** How wide a letter of our faces is on average, in parts of its size; rather more than less. */
export const LETTER = { serif: 0.48, boldSerif: 0.58, sans: 0.54 } as const;

/** So that each line stays one. @param letter of `LETTER` @param width pixels @param most the largest that is wanted */
export function sizeOfLines(lines: readonly string[], letter: number, width: number, most: number): number {
  const longest = Math.max(1, ...lines.map(line => line.length));
  return Math.min(most, Math.floor(width / (letter * longest)));
}

/** So that no word is wider than its place. @param letter of `LETTER` @param most the largest that is wanted */
export function sizeOfWords(texts: readonly string[], letter: number, width: number, most: number): number {
  return sizeOfLines(
    texts.flatMap(text => text.split(/[\s-]+/u)),
    letter,
    width,
    most,
  );
}

/** A text as it is set. */
export interface SetText {
  readonly text: string;
  readonly size: number;
  readonly letter: number;
  /** Height of a line, in parts of the size. */
  readonly line: number;
}

/** What texts below each other must shrink to, so that together they are no higher than their place: 1 for not at all. */
export function shrunkToFit(texts: readonly SetText[], width: number, height: number): number {
  for (let share = 1; share > LEAST; share -= 0.05) {
    const high = texts.reduce((sum, text) => sum + heightOf(text, share, width), 0);
    if (high <= height) return share;
  }
  return LEAST;
}

const LEAST = 0.4;
/** Lines break between words, so none is full. */
const FILLED = 0.93;

function heightOf({ text, size, letter, line }: SetText, share: number, width: number): number {
  const lines = Math.ceil((text.length * letter * size * share) / (width * FILLED));
  return lines * line * size * share;
}
