/** A rectangle of a drawing in which data stand, in its units; y grows downwards. */
export interface Panel {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A point inside a panel, in the drawing's units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Every chart is drawn twice, so that its letters are as large as the page's on a phone and on a desk: the style sheet
 * shows the one that fits.
 */
export const WIDTHS = { wide: 560, narrow: 336 } as const;

/** About how wide so many characters of a label are, with room on both sides. */
export function labelWidth(longest: string): number {
  return Math.ceil(longest.length * 7.8) + 10;
}
