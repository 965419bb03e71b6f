import { createContext, useContext } from 'react';
import type { Words } from '../words/words.ts';

const WordsContext = createContext<Words | null>(null);

/** Every page stands below it; `printed` and `printedForEditors` put it there. */
export const WordsProvider = WordsContext.Provider;

/**
 * In what language and words the page that is being drawn speaks: a reader's in those of the publication, an editor's in
 * the program's English. Of a publication that an editor looks at, `usePublication().style.words`.
 */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('A page is drawn outside printed().');
  return words;
}
