import { contrast, luminance, mix, mixUntil, shadeUntil } from './colour.ts';
import type { Mark } from './mark.ts';

/** The colours of one scheme, each `#rrggbb`. */
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

/** What a publication looks like, wherever it is seen. */
export interface Look {
  readonly light: Palette;
  readonly dark: Palette;
  /**
   * Borders of what must be seen by whoever turns colours round: mid-tones, at 3:1 or better on paper, at 3.5:1 on white and
   * on the blacks that mail programs paint themselves (docs/decisions/168).
   */
  readonly edge: Readonly<Record<'plain' | 'ship' | 'skip', string>>;
  /** Families as CSS lists them, unquoted, so that they cost nothing inside a style attribute. */
  readonly font: Readonly<Record<'serif' | 'sans', string>>;
  /** Beside the name on pages, and as their icon; null for the program's two seats. */
  readonly mark: Mark | null;
}

/**
 * The printed verdict sheet, of every publication that says nothing else and of every issue from before one could. Why these:
 * docs/decisions/021. System families only: a mail cannot rely on a font file. Georgia is on Windows and Apple systems, and
 * the metrics of Times and Helvetica nearly everywhere.
 */
export const HOUSE_LOOK: Look = {
  light: {
    paper: '#faf7f0',
    ink: '#1c1a16',
    soft: '#5c564b',
    rule: '#d6cebd',
    ship: '#1a5333',
    skip: '#9a2e1d',
    onFill: '#faf7f0',
  },
  dark: {
    paper: '#171613',
    ink: '#ece7db',
    soft: '#ada698',
    rule: '#3b382f',
    ship: '#84c79d',
    skip: '#f0937f',
    onFill: '#171613',
  },
  edge: { plain: '#7d7667', ship: '#3f8a5e', skip: '#b9523d' },
  font: { serif: 'Georgia,Times New Roman,serif', sans: 'Helvetica Neue,Helvetica,Arial,sans-serif' },
  mark: null,
};

/** The four colours that a publication may name. */
export type Colours = Readonly<Partial<Record<'ship' | 'skip' | 'ink' | 'paper', string | undefined>>>;

/** What small text needs on its ground (WCAG 2.2, 1.4.3). */
export const LEAST_CONTRAST = 4.5;
/** What running text gets: more than is asked for, so that the softer shade for labels still has enough. */
export const INK_CONTRAST = 7;

/** What a border needs that tells where something is (WCAG 2.2, 1.4.11). */
export const EDGE_CONTRAST = 3;

const HOUSE_COLOURS = ['ship', 'skip', 'ink', 'paper'] as const;

/** The whole look, from what a publication names of it: the rest is the house's, or follows from what is named. */
export function lookOf(
  given: { readonly light?: Colours | undefined; readonly dark?: Colours | undefined },
  drawn: {
    readonly serif?: string | undefined;
    readonly sans?: string | undefined;
    readonly mark?: Mark | null;
  } = {},
): Look {
  const light = paletteOf(given.light ?? {}, HOUSE_LOOK.light);
  const dark = paletteOf(withGiven(darkFrom(given.light ?? {}, light), given.dark ?? {}), HOUSE_LOOK.dark);
  return {
    light,
    dark,
    edge: {
      plain: light.ink === HOUSE_LOOK.light.ink ? HOUSE_LOOK.edge.plain : midTone(light.soft),
      ship: light.ship === HOUSE_LOOK.light.ship ? HOUSE_LOOK.edge.ship : midTone(light.ship),
      skip: light.skip === HOUSE_LOOK.light.skip ? HOUSE_LOOK.edge.skip : midTone(light.skip),
    },
    font: { serif: drawn.serif ?? HOUSE_LOOK.font.serif, sans: drawn.sans ?? HOUSE_LOOK.font.sans },
    mark: drawn.mark ?? null,
  };
}

function withGiven(derived: Colours, given: Colours): Colours {
  return Object.fromEntries(HOUSE_COLOURS.map(name => [name, given[name] ?? derived[name]]));
}

/** Whether a look is the house's, whatever it was made from: nothing of it need be kept. */
export function isHouseLook(look: Look): boolean {
  return JSON.stringify(look) === JSON.stringify(HOUSE_LOOK);
}

/** The four with what stands between ink and paper. */
function paletteOf(given: Colours, house: Palette): Palette {
  const [ship, skip, ink, paper] = HOUSE_COLOURS.map(name => given[name] ?? house[name]) as [
    string,
    string,
    string,
    string,
  ];
  const isOwn = ink !== house.ink || paper !== house.paper;
  return {
    paper,
    ink,
    soft: isOwn ? softer(ink, paper) : house.soft,
    rule: isOwn ? mix(paper, ink, 0.2) : house.rule,
    ship,
    skip,
    onFill: paper,
  };
}

/** As far towards the paper as small text may go. */
function softer(ink: string, paper: string): string {
  return mixUntil(mix(ink, paper, 0.38), ink, mixed => contrast(mixed, paper) >= 5.5);
}

/** By night ink and paper change places, and the verdict colours grow lighter until they read as well as by day. */
function darkFrom(given: Colours, light: Palette): Colours {
  const paper = given.ink === undefined ? HOUSE_LOOK.dark.paper : mixUntil(given.ink, '#000000', isNight);
  const ink = given.paper === undefined ? HOUSE_LOOK.dark.ink : mix(light.paper, paper, 0.07);
  // Calmer than by day: a light colour glows on black.
  const bright = (colour: string) =>
    shadeUntil(mix(colour, '#808080', 0.25), 'light', shade => contrast(shade, paper) >= INK_CONTRAST);
  return {
    paper,
    ink,
    ...(given.ship !== undefined && { ship: bright(given.ship) }),
    ...(given.skip !== undefined && { skip: bright(given.skip) }),
  };
}

const isNight = (colour: string) => luminance(colour) < 0.009;

/** Between the lightest and the darkest ground, so that it shows on both. */
function midTone(colour: string): string {
  if (luminance(colour) < 0.17) return shadeUntil(colour, 'light', shade => luminance(shade) >= 0.17);
  return shadeUntil(colour, 'dark', shade => luminance(shade) <= 0.19);
}
