import { currentCatalogue } from '../../newsroom/catalogue/current-catalogue.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';

/**
 * The catalogue's categories, in alphabetical order, as the file has them now; while it is broken or missing, as it had
 * them at the start.
 */
export async function categories(room: PublicRoom): Promise<readonly string[]> {
  const loaded = await currentCatalogue(room);
  return loaded.kind === 'loaded'
    ? [...new Set(loaded.catalogue.tools.map(tool => tool.category))].toSorted()
    : room.publication.categories;
}
