import { Hono } from 'hono';
import { wordsOnPage } from '../../issue/content-words.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { readComparison } from '../comparison.ts';
import { pairOf } from '../pair-address.ts';
import { canDraw, canDrawPairing, drawPicture } from './draw-picture.ts';
import { PictureCache } from './picture-cache.ts';
import { publisherOf } from './publisher.ts';
import { comparisonPicture, frontPicture } from './share-picture.tsx';

/** Three years of pairings, about 15 MB. */
const MOST_PICTURES = 500;

/** What a shared link shows: drawn at the first request, kept in memory, only for what an issue has held. */
export function sharePictures(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const pictures = new PictureCache(MOST_PICTURES);
  const { panel } = room.publication;
  const roles = panel.map(({ role }) => role).filter(canDraw);
  const { name, style } = room.publication;
  const publisher = publisherOf(room.publication);
  const front = () => pictures.get('', () => drawPicture(frontPicture(publisher, roles)));
  routes.get('/share/:file{.+\\.png}', async context => {
    const file = context.req.param('file').slice(0, -'.png'.length);
    if (file === 'front') return context.body(await front(), 200, AS_PICTURE);
    const pair = pairOf(file);
    const comparison = pair && (await readComparison(room, ...pair));
    if (comparison === null || comparison.pairing.slug !== file) return context.notFound();
    const { pairing, issue } = comparison;
    const asItWas = publisherOf({ name, style: { ...style, words: wordsOnPage(issue, style.words) } });
    // Our faces are Latin: a name in another script would be a row of empty boxes.
    const picture = canDrawPairing(pairing)
      ? pictures.get(file, () => drawPicture(comparisonPicture(asItWas, pairing)))
      : front();
    return context.body(await picture, 200, AS_PICTURE);
  });
  return routes;
}

const AS_PICTURE = {
  'Content-Type': 'image/png',
  'Cache-Control': 'public, max-age=86400',
  // Made to be shown by others.
  'Cross-Origin-Resource-Policy': 'cross-origin',
};
