import type { ReactElement } from 'react';
import type { SatoriOptions } from 'satori';
import type { PairingContent } from '../../issue/content.ts';
import { fontFile } from '../../web/fonts.ts';
import { pngOf } from '../../web/png-of.ts';

/** What a shared link shows nearly everywhere. */
export const PICTURE = { width: 1200, height: 630 } as const;

/** Draws a picture of 1200 by 630 pixels; text is set with our own faces, never with the machine's. */
export async function drawPicture(element: ReactElement): Promise<Uint8Array<ArrayBuffer>> {
  return pngOf(await drawnSvg(element), PICTURE.width);
}

/** The same as shapes: letters are paths. */
export async function drawnSvg(element: ReactElement): Promise<string> {
  const { default: satori } = await import('satori');
  return satori(element, { ...PICTURE, fonts: await faces() });
}

/** Read at the first picture and kept. The drawing library reads woff, not the woff2 that browsers get. */
let loaded: Promise<SatoriOptions['fonts']> | undefined;

function faces(): Promise<SatoriOptions['fonts']> {
  loaded ??= Promise.all([
    face('gelasio', 400),
    face('gelasio', 700),
    face('arimo', 400),
    face('arimo', 700),
  ]).then(found => found.flat());
  return loaded;
}

async function face(family: 'gelasio' | 'arimo', weight: 400 | 700): Promise<SatoriOptions['fonts']> {
  return Promise.all(
    ['latin', 'latin-ext'].map(async range => ({
      name: family,
      weight,
      style: 'normal' as const,
      data: (await fontFile(family, `${family}-${range}-${weight}-normal.woff`)).buffer,
    })),
  );
}

/** Whether our faces have every character, `drawable` ones: others would be drawn as empty boxes. */
export function canDraw(text: string): boolean {
  return /^[ -~\u00a0-ɏḀ-ỿ–—‘’‚“”„‹›…€™]*$/u.test(drawable(text));
}

/** The same of all that a comparison's picture says. */
export function canDrawPairing({ a, b, category, verdict, rows }: PairingContent): boolean {
  const roles = rows.flatMap(row => [row.a?.role ?? '', row.b?.role ?? '']);
  return [a.name, b.name, category, verdict, ...roles].every(canDraw);
}

/** Our faces have one no-break space, not the narrow one as well. */
export function drawable(text: string): string {
  return text.replaceAll('\u202f', '\u00a0');
}
