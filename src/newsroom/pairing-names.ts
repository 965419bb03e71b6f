import { currentCatalogue } from './catalogue/current-catalogue.ts';
import type { Newsroom } from './newsroom.ts';

/** `Suno vs Udio`, from the slugs of both. */
export type NamePairing = (pairing: { readonly a: string; readonly b: string }) => string;

/** By the names in the catalogue as it is now; a tool that is no longer in it, by its slug. */
export async function pairingNames(room: Pick<Newsroom, 'settings' | 'store'>): Promise<NamePairing> {
  const loaded = await currentCatalogue(room);
  const tools = loaded.kind === 'loaded' ? loaded.catalogue.tools : [];
  const names = new Map(tools.map(({ slug, name }) => [slug, name]));
  return ({ a, b }) => `${names.get(a) ?? a} vs ${names.get(b) ?? b}`;
}
