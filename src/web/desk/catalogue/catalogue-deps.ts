import type { Tool } from '../../../catalogue/tool.ts';
import type { CatalogueView } from '../../../desk/catalogue/catalogue-shelf.ts';
import type { Featured } from '../../../desk/catalogue/tool-search.ts';

/** What the catalogue's pages need. */
export interface CatalogueDeps {
  look(): Promise<CatalogueView>;
  tool(slug: string): Promise<Tool | null | 'reading'>;
  /** When each tool was featured, newest first, by slug. */
  featured(): Promise<ReadonlyMap<string, readonly Featured[]>>;
  /** ISO date of now in the publication's zone. */
  today(): string;
}
