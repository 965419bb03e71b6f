import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';
import type { WebEnv } from './web-env.ts';

const require = createRequire(import.meta.url);
const { version } = require('@fontsource/gelasio/package.json') as { version: string };

const FOLDERS = {
  gelasio: dirname(require.resolve('@fontsource/gelasio/package.json')),
  arimo: dirname(require.resolve('@fontsource/arimo/package.json')),
} as const;

/** As the package cuts them: a page in English loads the first of each. */
const RANGES = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
} as const;
const FACES = ['400-normal', '400-italic', '700-normal'] as const;

/** Named by the package's version, so that a browser may keep it for good. */
const file = (range: string, face: string) => `gelasio-${range}-${face}.woff2`;
const path = (range: string, face: string) => `/type/${version}/${file(range, face)}`;

/**
 * Gelasio, Georgia's metric twin, only loaded where Georgia is missing. The fallback is Times at Georgia's average width,
 * so that lines hardly break anew when the face arrives.
 */
export const fontCss = [
  ...FACES.flatMap(face => {
    const [weight, style] = face.split('-');
    return Object.entries(RANGES).map(
      ([range, codes]) =>
        `@font-face{font-family:Gelasio;font-weight:${weight};font-style:${style};font-display:swap;` +
        `src:url(${path(range, face)}) format("woff2");unicode-range:${codes}}`,
    );
  }),
  '@font-face{font-family:Gelasio Fallback;src:local("Times New Roman"),local("Liberation Serif");size-adjust:112%}',
].join('\n');

export function fonts(): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  for (const range of Object.keys(RANGES)) {
    for (const face of FACES) {
      routes.get(path(range, face), async context =>
        context.body(await fontFile('gelasio', file(range, face)), 200, {
          'Content-Type': 'font/woff2',
          'Cache-Control': 'public, max-age=31536000, immutable',
        }),
      );
    }
  }
  return routes;
}

/** The bytes of a face: `gelasio-latin-400-normal.woff` of the package `gelasio`. */
export async function fontFile(family: keyof typeof FOLDERS, name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(join(FOLDERS[family], 'files', name)));
}
