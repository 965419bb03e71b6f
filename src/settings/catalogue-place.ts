import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface CataloguePlace {
  readonly path: string;
  /** What to say of it at the start; '' for nothing. */
  readonly note: string;
}

/**
 * Where the catalogue is: as set, or in the publication's folder. The sample's was once at `earlier`: a file of the
 * operator's own that still lies there is theirs, and never gives way to demo data.
 * @param set absolute; undefined where nothing is
 * @param places.earlier absolute; the place means the sample's where nothing is there
 * @param places.isSample whether the publication is the sample
 */
export function cataloguePlace(
  set: string | undefined,
  {
    folder,
    earlier,
    isSample,
  }: { readonly folder: string; readonly earlier: string; readonly isSample: boolean },
): CataloguePlace {
  const isThere = existsSync(earlier);
  if (set === undefined && isSample && isThere)
    return {
      path: earlier,
      note: `The catalogue is ${earlier}, as before a publication was a folder. Set CATALOGUE to keep it there, or make it a publication's: verdicts new DIR.`,
    };
  const isOfBefore = set === earlier && !isThere;
  return {
    path: isOfBefore && isSample ? join(folder, 'catalogue.json') : (set ?? catalogueIn(folder)),
    note: '',
  };
}

function catalogueIn(folder: string): string {
  const [json, lines] = [join(folder, 'catalogue.json'), join(folder, 'catalogue.ndjson')];
  return !existsSync(json) && existsSync(lines) ? lines : json;
}
