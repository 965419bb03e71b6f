import type { ReactNode } from 'react';
import { usePublication } from '../../web/publication.tsx';
import { useWords } from '../../web/use-words.ts';
import { FormHead } from './form-head.tsx';

interface FramedProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A page inside a page of somebody else's: no masthead, and what it links to opens outside. */
export function Framed({ title, children }: FramedProps) {
  const { sheet } = usePublication();
  const words = useWords();
  return (
    <html lang={words.language} dir={words.direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="stylesheet" href={sheet} />
        <FormHead />
      </head>
      <body>
        <main className="framed" aria-label={title}>
          {children}
        </main>
      </body>
    </html>
  );
}
