import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Publication, PublicationProvider } from './publication.tsx';

/** A finished page as HTML. What is below it asks `usePublication` who publishes. */
export function printed(publication: Publication, page: ReactElement): string {
  const drawn = <PublicationProvider value={publication}>{page}</PublicationProvider>;
  return `<!doctype html>${renderToStaticMarkup(drawn)}`;
}
