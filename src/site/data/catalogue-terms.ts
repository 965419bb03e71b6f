import type { PublicRoom } from '../../newsroom/public-room.ts';
import { isCatalogueAddress } from '../../settings/catalogue-place.ts';
import { absolute } from '../absolute.ts';

/**
 * Whether the catalogues that issues were picked from are published with them. Where nobody said, they are, but for one that
 * its owner gives out for a token, or something secret in its address, alone.
 */
export function isCatalogueOpen({ settings }: PublicRoom): boolean {
  const { CATALOGUE, CATALOGUE_TOKEN, style } = settings;
  const isPrivate =
    CATALOGUE_TOKEN !== undefined || (isCatalogueAddress(CATALOGUE) && CATALOGUE.includes('?'));
  return (style.openData.catalogue ?? (isPrivate ? 'closed' : 'open')) === 'open';
}

/** Where a snapshot is; '' where none is published. */
export function catalogueAddress(room: PublicRoom, hash: string): string {
  return isCatalogueOpen(room) ? absolute(room.publication, `/data/catalogue-${hash}.json`) : '';
}
