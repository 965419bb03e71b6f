/**
 * The printed verdict sheet: every size and space that the mails, the web pages, the desk and the share picture use. Its
 * colours and families are a publication's own: src/publication/look.ts. Why these: docs/decisions/021.
 */

/**
 * On our own pages a machine without Georgia gets its metric twin from us (src/web/fonts.ts), and while that is on its way
 * a Times stretched to the same widths.
 */
export const webSerif = 'Georgia,Gelasio,Gelasio Fallback,Times New Roman,serif';

/** Pixels. Sizes sit on an 8-pixel grid through their line heights, labels on half of it. Nothing is below 14. */
export const type = {
  /** The lead's verdict, the largest thing on the sheet. */
  headline: { size: 32, line: 40 },
  /** A long verdict, the verdicts of the shorter pairings, the publication's name. */
  title: { size: 24, line: 32 },
  /** Panel ship, on pages. */
  figure: { size: 28, line: 32 },
  /** The reason, close to the verdict. */
  why: { size: 19, line: 28 },
  body: { size: 17, line: 24 },
  /** Data and links. */
  small: { size: 15, line: 24 },
  label: { size: 14, line: 20 },
} as const;

/** Pixels, all multiples of 8. */
export const space = { half: 4, one: 8, two: 16, three: 24, four: 32, five: 40, six: 48 } as const;

/** Pixels. */
export const sheet = { width: 600, margin: 32, marginNarrow: 20, narrowBelow: 480 } as const;
