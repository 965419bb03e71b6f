import { createElement, type ReactNode } from 'react';
import { styleOf } from '../../templates/style.ts';
import { StyleProvider } from '../../templates/use-style.ts';
import type { IssueContent } from '../issue/content.ts';
import { wordsOnPage } from '../issue/content-words.ts';
import { usePublication } from '../web/publication.tsx';
import { useWords, WordsProvider } from '../web/use-words.ts';
import { directionOf } from '../words/language.ts';
import type { Words } from '../words/words.ts';

interface AsFrozenProps {
  readonly issue: Pick<IssueContent, 'language' | 'verdicts' | 'words'>;
  /** Name of the element that it stands in. */
  readonly as: 'article' | 'div' | 'header';
  readonly className?: string;
  readonly children: ReactNode;
}

/** What an issue has frozen, on a page of today's: in the issue's language and words, whatever the publication speaks by now. */
export function AsFrozen({ issue, as, className, children }: AsFrozenProps) {
  const { look } = usePublication().style;
  const today = useWords();
  const words = wordsOnPage(issue, today);
  return (
    <WordsProvider value={words}>
      <StyleProvider value={styleOf(look, words)}>
        {createElement(as, { className, ...spokenIn(words.language, today) }, children)}
      </StyleProvider>
    </WordsProvider>
  );
}

/** What an element has to say of its language: nothing where it is that of what stands around it. */
export function spokenIn(language: string, around: Words): { readonly lang?: string; readonly dir?: string } {
  return language === around.language ? {} : { lang: language, dir: directionOf(language) };
}
