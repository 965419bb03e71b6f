import { contrast, luminance, shadeUntil } from './colour.ts';
import { INK_CONTRAST, LEAST_CONTRAST, type Look } from './look.ts';

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
  return (['light', 'dark'] as const).flatMap(scheme => {
    const named = given[scheme];
    const place = (name: Named | 'paper') => `colours.${scheme === 'dark' ? 'dark.' : ''}${name}`;
    const { paper, ink } = look[scheme];
    const isTurned =
      scheme === 'light' ? luminance(ink) > luminance(paper) : luminance(ink) < luminance(paper);
    if (isTurned) {
      const [lighter, when] = scheme === 'light' ? ['paper', 'by day'] : ['ink', 'by night'];
      const message = `ink ${ink} and paper ${paper} are the wrong way round: ${when} the ${lighter} is the lighter one`;
      return [{ place: place('paper'), found: paper, message, fix: 'change the two over' }];
    }
    return (['ship', 'skip', 'ink'] as const).flatMap(name => {
      const least = name === 'ink' ? INK_CONTRAST : LEAST_CONTRAST;
      const reads = contrast(look[scheme][name], paper);
      if (reads >= least) return [];
      const isPapers = named[name] === undefined && named.paper !== undefined;
      return [
        {
          place: place(isPapers ? 'paper' : name),
          found: look[scheme][name],
          message: `${name} on paper ${paper} has a contrast of ${reads.toFixed(1)}, and it needs ${least}`,
          fix: stronger(look[scheme][name], paper, { scheme, least }),
        },
      ];
    });
  });
}

function stronger(
  colour: string,
  paper: string,
  { scheme, least }: { readonly scheme: 'light' | 'dark'; readonly least: number },
): string {
  const [towards, word] =
    scheme === 'light' ? (['dark', 'darker'] as const) : (['light', 'lighter'] as const);
  const better = shadeUntil(colour, towards, shade => contrast(shade, paper) >= least);
  return contrast(better, paper) >= least
    ? `make it ${word}, for example ${better}`
    : `no colour reads on that paper: make the paper ${scheme === 'light' ? 'lighter' : 'darker'}`;
}
