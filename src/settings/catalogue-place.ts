import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isLoopbackHost } from '../machine/local.ts';

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

/** A file, or where the catalogue is fetched from. */
export const catalogueSetting = z
  .string()
  .min(1)
  .superRefine((value, context) => {
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1]?.toLowerCase();
    const wrong = scheme === undefined ? '' : wrongAddress(value, scheme);
    if (wrong !== '')
      context.addIssue({ code: 'custom', message: `a file, or an https address ${wrong}`.trim() });
  });

/** Whether the catalogue is fetched; else it is a file. */
export function isCatalogueAddress(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

/** Whether it comes without encryption, which only a developer's own machine may serve. */
export function isPlainAddress(place: string): boolean {
  return /^http:\/\//i.test(place);
}

/** As it may stand in logs, mails and pages: what follows `?` may be a secret. */
export function shownAddress(address: string): string {
  const { origin, pathname, search } = new URL(address);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

function wrongAddress(value: string, scheme: string): string {
  const url = URL.parse(value);
  if (url === null || !['https', 'http'].includes(scheme))
    return 'such as https://example.com/catalogue.json';
  if (url.username !== '' || url.password !== '') return 'without a name or password: set CATALOGUE_TOKEN';
  if (scheme === 'http' && !isLoopbackHost(url.hostname)) return '(http only for this machine itself)';
  return '';
}
