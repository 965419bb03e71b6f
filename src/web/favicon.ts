import { Hono } from 'hono';
import { markPaths } from '../../templates/web/mark.tsx';
import { EXIT, ForeseenEnd } from '../exit.ts';
import type { Look, Palette } from '../publication/look.ts';
import { type Mark, painted } from '../publication/mark.ts';
import { pngOf } from './png-of.ts';
import type { WebEnv } from './web-env.ts';

const shapes = [
  `<path class="ship" d="${markPaths.ship}"/>`,
  `<path class="skip" d="${markPaths.skip}"/>`,
  `<path class="skip" d="${markPaths.strike}"/>`,
].join('');

const colours = ({ paper, ship, skip }: Palette) =>
  `.ground{fill:${paper}}.ship{fill:${ship}}.skip{fill:none;stroke:${skip};stroke-width:2}`;

const markOf = ({ light, dark }: Look): string =>
  [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
    `<style>${colours(light)}@media(prefers-color-scheme:dark){${colours(dark)}}</style>`,
    `<rect class="ground" width="32" height="32" rx="6"/>${shapes}</svg>`,
  ].join('');

/** On a phone's home screen, which cuts the corners itself. */
const tileOf = ({ light }: Look): string =>
  [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -6 44 44">',
    `<style>${colours(light)}</style><rect class="ground" x="-6" y="-6" width="44" height="44"/>${shapes}</svg>`,
  ].join('');

interface Icons {
  /** In both schemes, as browsers show it. */
  readonly svg: string;
  /** By day, for what knows no style sheet. */
  readonly still: string;
  readonly tile: string;
}

function iconsOf(look: Look): Icons {
  if (look.mark !== null) return ownIcons(look, look.mark);
  const svg = markOf(look);
  return { svg, still: svg, tile: tileOf(look) };
}

/** A publication's own mark, on its paper. */
function ownIcons({ light, dark }: Look, mark: Mark): Icons {
  const drawing = (inner: string, margin: number, size: number) => {
    const edge = 32 + 2 * margin;
    return `<svg x="${-margin + (edge - size) / 2}" y="${-margin + (edge - size) / 2}" width="${size}" height="${size}" viewBox="${mark.viewBox}">${inner}</svg>`;
  };
  const properties = (palette: Palette) =>
    `:root{color:${palette.ink};--paper:${palette.paper};--ink:${palette.ink};--soft:${palette.soft};--ship:${palette.ship};--skip:${palette.skip}}.ground{fill:${palette.paper}}`;
  const day = painted(mark, light);
  return {
    svg: [
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
      `<style>${properties(light)}@media(prefers-color-scheme:dark){${properties(dark)}}</style>`,
      `<rect class="ground" width="32" height="32" rx="6"/>${drawing(mark.inner, 0, 28)}</svg>`,
    ].join(''),
    still: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="${light.paper}"/>${drawing(day, 0, 28)}</svg>`,
    tile: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -6 44 44"><rect x="-6" y="-6" width="44" height="44" fill="${light.paper}"/>${drawing(day, 6, 28)}</svg>`,
  };
}

async function tryOut({ still }: Icons): Promise<void> {
  try {
    await pngOf(still, 48);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replaceAll('\n', ' ') : String(cause);
    const fix = 'Save it again as plain SVG, or take "mark" out of publication.json.';
    throw new ForeseenEnd(EXIT.usage, `The publication's mark cannot be drawn: ${why}. ${fix}`, { cause });
  }
}

const A_DAY = { 'Cache-Control': 'public, max-age=86400' };

/**
 * The mark as browsers and phones ask for it.
 * @throws ForeseenEnd for a publication's own that cannot be drawn: at the start, not at a visitor's request
 */
export async function favicon(look: Look): Promise<Hono<WebEnv>> {
  const icons = iconsOf(look);
  if (look.mark !== null) await tryOut(icons);
  const routes = new Hono<WebEnv>();
  routes.get('/favicon.svg', context =>
    context.body(icons.svg, 200, {
      ...A_DAY,
      'Content-Type': 'image/svg+xml',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    }),
  );
  // A frozen issue cannot link to the mark, so browsers ask for this one by themselves; they take any kind of picture.
  const pictures = {
    '/favicon.ico': { svg: icons.still, size: 48 },
    '/apple-touch-icon.png': { svg: icons.tile, size: 180 },
  };
  for (const [path, { svg, size }] of Object.entries(pictures)) {
    let drawn: Promise<Uint8Array<ArrayBuffer>> | undefined;
    routes.get(path, async context => {
      drawn ??= pngOf(svg, size).catch((fault: unknown) => {
        // The next visitor may have better luck.
        drawn = undefined;
        throw fault;
      });
      return context.body(await drawn, 200, { ...A_DAY, 'Content-Type': 'image/png' });
    });
  }
  return routes;
}
