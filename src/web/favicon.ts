import { Hono } from 'hono';
import { markPaths } from '../../templates/web/mark.tsx';
import type { Look, Palette } from '../publication/look.ts';
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

const A_DAY = { 'Cache-Control': 'public, max-age=86400' };

/** The mark as browsers and phones ask for it. */
export function favicon(look: Look): Hono<WebEnv> {
  const mark = markOf(look);
  const routes = new Hono<WebEnv>();
  routes.get('/favicon.svg', context =>
    context.body(mark, 200, {
      ...A_DAY,
      'Content-Type': 'image/svg+xml',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    }),
  );
  // A frozen issue cannot link to the mark, so browsers ask for this one by themselves; they take any kind of picture.
  const pictures = {
    '/favicon.ico': { svg: mark, size: 48 },
    '/apple-touch-icon.png': { svg: tileOf(look), size: 180 },
  };
  for (const [path, { svg, size }] of Object.entries(pictures)) {
    let drawn: Promise<Uint8Array<ArrayBuffer>> | undefined;
    routes.get(path, async context => {
      drawn ??= pngOf(svg, size);
      return context.body(await drawn, 200, { ...A_DAY, 'Content-Type': 'image/png' });
    });
  }
  return routes;
}
