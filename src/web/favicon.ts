import { Hono } from 'hono';
import { dark, light } from '../../templates/tokens.ts';
import type { WebEnv } from './web-env.ts';

/** The mark: one filled seat that ships facing one open seat, struck through, that skips. */
const MARK = [
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
  `<style>.ground{fill:${light.paper}}.ship{fill:${light.ship}}.skip{fill:none;stroke:${light.skip};stroke-width:2}`,
  `@media(prefers-color-scheme:dark){.ground{fill:${dark.paper}}.ship{fill:${dark.ship}}.skip{stroke:${dark.skip}}}</style>`,
  '<rect class="ground" width="32" height="32" rx="6"/>',
  '<path class="ship" d="M5 12V8a5 5 0 0 1 5-5h12a5 5 0 0 1 5 5v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1z"/>',
  '<path class="skip" d="M6 18a1 1 0 0 1 1-1h18a1 1 0 0 1 1 1v6a4 4 0 0 1-4 4H10a4 4 0 0 1-4-4z"/>',
  '<path class="skip" d="M2 22.5h28"/>',
  '</svg>',
].join('');

const A_DAY = { 'Cache-Control': 'public, max-age=86400' };

export function favicon(): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/favicon.svg', context =>
    context.body(MARK, 200, {
      ...A_DAY,
      'Content-Type': 'image/svg+xml',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    }),
  );
  // A frozen issue cannot link to the mark, so browsers ask for this one by themselves.
  routes.get('/favicon.ico', context => context.body(null, 204, A_DAY));
  return routes;
}
