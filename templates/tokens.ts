/**
 * The printed verdict sheet: every colour, size and space that the mails, the web pages, the desk and the share
 * picture use. Nothing else in the project names a colour. Why these: docs/decisions/021.
 */

export interface Palette {
  readonly paper: string;
  readonly ink: string;
  /** Labels, notes, small print: 4.5:1 or better on paper. */
  readonly soft: string;
  /** Hairlines. */
  readonly rule: string;
  /** Verdict colours, as text on paper and as the fill of a seat. */
  readonly ship: string;
  readonly skip: string;
  /** Text on a ship-coloured or ink-coloured ground. */
  readonly onFill: string;
}

export const light: Palette = {
  paper: '#faf7f0',
  ink: '#1c1a16',
  soft: '#5c564b',
  rule: '#d6cebd',
  ship: '#1a5333',
  skip: '#9a2e1d',
  onFill: '#faf7f0',
};

export const dark: Palette = {
  paper: '#171613',
  ink: '#ece7db',
  soft: '#ada698',
  rule: '#3b382f',
  ship: '#84c79d',
  skip: '#f0937f',
  onFill: '#171613',
};

/**
 * Borders of what must be seen by whoever turns colours round: mid-tones, at 3.5:1 or better on paper, on white and on the
 * blacks that mail programs paint themselves (docs/decisions/168).
 */
export const edge = { plain: '#7d7667', ship: '#3f8a5e', skip: '#b9523d' } as const;

/**
 * System families only: a mail cannot rely on a font file. Georgia is on Windows and Apple systems, and the metrics of
 * Times and Helvetica nearly everywhere. Unquoted, so that they cost nothing inside a style attribute.
 */
export const font = {
  serif: 'Georgia,Times New Roman,serif',
  sans: 'Helvetica Neue,Helvetica,Arial,sans-serif',
} as const;

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
