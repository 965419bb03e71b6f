import { contrast, luminance, shadeUntil } from './colour.ts';
import { EDGE_CONTRAST, INK_CONTRAST, LEAST_CONTRAST, type Look } from './look.ts';

/** A colour that cannot be read, or not by night. */
export interface ColourFault {
  /** `colours.ship`, `colours.dark.ink`: the one to change. */
  readonly place: string;
  readonly found: string;
  readonly message: string;
  readonly fix: string;
}

type Named = 'ship' | 'skip' | 'ink';
interface Given {
  readonly light: Readonly<Partial<Record<Named | 'paper', string | undefined>>>;
  readonly dark: Readonly<Partial<Record<Named | 'paper', string | undefined>>>;
}

/** Every colour that does not read well enough on its paper, in both schemes. @param given what the file names itself */
export function colourFaults(look: Look, given: Given): ColourFault[] {
  const byDay = faultsIn('light');
  // A night of which nothing is named follows from the day, and is mended with it.
  const isNightNamed = Object.values(given.dark).some(colour => colour !== undefined);
  return byDay.length > 0 && !isNightNamed ? byDay : [...byDay, ...faultsIn('dark')];

  function faultsIn(scheme: 'light' | 'dark'): ColourFault[] {
    const place = (name: Named | 'paper') => `colours.${scheme === 'dark' ? 'dark.' : ''}${name}`;
    const turned = turnedFault(look, scheme, place('paper'));
    if (turned !== null) return [turned];
    const { paper } = look[scheme];
    const faint = usesOf(look, scheme).filter(({ colour, least }) => contrast(colour, paper) < least);
    const [onPaper, onThemselves] = [faint.filter(isPapers), faint.filter(use => !isPapers(use))];
    return [...onPaper.slice(0, 1).map(use => paperFault(use)), ...onThemselves.map(use => ownFault(use))];

    /** Whoever names the paper alone has to change the paper; and edges follow from the rest. */
    function isPapers({ name }: Use): boolean {
      return name === null || (given[scheme][name] === undefined && given[scheme].paper !== undefined);
    }
    function paperFault(use: Use): ColourFault {
      const suits = (shade: string) => onPaper.every(({ colour, least }) => contrast(colour, shade) >= least);
      const better = shadeUntil(paper, scheme, suits);
      const word = scheme === 'light' ? 'lighter' : 'darker';
      const fix = suits(better) ? `make it ${word}, for example ${better}` : `name ${use.what} for it too`;
      return { place: place('paper'), found: paper, message: messageOf(use, paper), fix };
    }
    function ownFault(use: Use): ColourFault {
      const fix = stronger(use, paper, scheme);
      return { place: place(use.name ?? 'paper'), found: use.colour, message: messageOf(use, paper), fix };
    }
  }
}

interface Use {
  /** Null for what no file names. */
  readonly name: Named | null;
  readonly what: string;
  readonly colour: string;
  readonly least: number;
}

function usesOf(look: Look, scheme: 'light' | 'dark'): Use[] {
  const named = (['ship', 'skip', 'ink'] as const).map(name => {
    const least = name === 'ink' ? INK_CONTRAST : LEAST_CONTRAST;
    return { name, what: name, colour: look[scheme][name], least };
  });
  // By night borders are drawn in the colours of the night.
  const edges = scheme === 'dark' ? [] : Object.values(look.edge);
  return [
    ...named,
    ...edges.map(colour => ({
      name: null,
      what: 'the edge of a seat or button',
      colour,
      least: EDGE_CONTRAST,
    })),
  ];
}

/** Rounded down: 4.49 is not 4.5. */
function messageOf({ what, colour, least }: Use, paper: string): string {
  const reads = Math.floor(contrast(colour, paper) * 10) / 10;
  return `${what} on paper ${paper} has a contrast of ${reads.toFixed(1)}, and it needs ${least}`;
}

function turnedFault(look: Look, scheme: 'light' | 'dark', place: string): ColourFault | null {
  const { paper, ink } = look[scheme];
  const isTurned = scheme === 'light' ? luminance(ink) > luminance(paper) : luminance(ink) < luminance(paper);
  if (!isTurned) return null;
  const [lighter, when] = scheme === 'light' ? ['paper', 'by day'] : ['ink', 'by night'];
  const message = `ink ${ink} and paper ${paper} are the wrong way round: ${when} the ${lighter} is the lighter one`;
  return { place, found: paper, message, fix: 'change the two over' };
}

function stronger({ colour, least }: Use, paper: string, scheme: 'light' | 'dark'): string {
  const [towards, word] =
    scheme === 'light' ? (['dark', 'darker'] as const) : (['light', 'lighter'] as const);
  const better = shadeUntil(colour, towards, shade => contrast(shade, paper) >= least);
  return contrast(better, paper) >= least
    ? `make it ${word}, for example ${better}`
    : `no colour reads on that paper: make the paper ${scheme === 'light' ? 'lighter' : 'darker'}`;
}
