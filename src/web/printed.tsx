import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { styleOf } from '../../templates/style.ts';
import { StyleProvider } from '../../templates/use-style.ts';
import { FALLBACK } from '../words/language.ts';
import { Words } from '../words/words.ts';
import { type Publication, PublicationProvider } from './publication.tsx';
import { WordsProvider } from './use-words.ts';

/** A finished page for readers as HTML, in the publication's words. What is below it asks `usePublication` who publishes. */
export function printed(publication: Publication, page: ReactElement): string {
  return inWords(publication.style.words, publication, page);
}

/** A finished page for editors, and for who runs the program: in English, whatever the publication's language is. */
export function printedForEditors(publication: Publication, page: ReactElement): string {
  // What the panel says is the publication's in any language.
  return inWords(new Words(FALLBACK, {}, publication.style.verdicts), publication, page);
}

function inWords(words: Words, publication: Publication, page: ReactElement): string {
  const { look } = publication.style;
  const drawn = (
    <PublicationProvider value={publication}>
      <WordsProvider value={words}>
        <StyleProvider value={styleOf(look, words)}>{page}</StyleProvider>
      </WordsProvider>
    </PublicationProvider>
  );
  return `<!doctype html>${renderToStaticMarkup(drawn)}`;
}
