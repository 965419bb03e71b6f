import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { styleOf } from '../../templates/style.ts';
import { StyleProvider } from '../../templates/use-style.ts';
import { type Publication, PublicationProvider } from './publication.tsx';

/** A finished page as HTML. What is below it asks `usePublication` who publishes. */
export function printed(publication: Publication, page: ReactElement): string {
  const { look, verdicts } = publication.style;
  const drawn = (
    <PublicationProvider value={publication}>
      <StyleProvider value={styleOf(look, verdicts)}>{page}</StyleProvider>
    </PublicationProvider>
  );
  return `<!doctype html>${renderToStaticMarkup(drawn)}`;
}
