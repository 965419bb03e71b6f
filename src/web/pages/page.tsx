import type { ReactNode } from 'react';
import { STYLESHEET_PATH } from '../stylesheet.ts';
import type { WebDeps } from '../web-deps.ts';

export interface PageProps {
  readonly deps: Pick<WebDeps, 'publication' | 'sampleNote'>;
  /** Of the document; the publication's name is added. */
  readonly title: string;
  /** A few words set against the name in the masthead. */
  readonly aside: ReactNode;
  /** For tables and mails; running text keeps the measure of the sheet. */
  readonly wide?: boolean;
  /** False keeps search engines away. */
  readonly indexed?: boolean;
  /** What else belongs into the document's head. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

/** The sheet every page of ours is printed on, the same as the mails'. */
export function Page({ deps, title, aside, wide = false, indexed = false, head, children }: PageProps) {
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {indexed ? null : <meta name="robots" content="noindex" />}
        <title>{`${title} · ${deps.publication.name}`}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={STYLESHEET_PATH} />
        {head}
      </head>
      <body>
        <div className={wide ? 'sheet wide' : 'sheet'}>
          <header className="masthead">
            <p className="name" dir="auto">
              <a href="/">{deps.publication.name}</a>
            </p>
            <p>{aside}</p>
          </header>
          <main>{children}</main>
          {deps.sampleNote === null ? null : (
            <footer className="colophon">
              <p>{deps.sampleNote}</p>
            </footer>
          )}
        </div>
      </body>
    </html>
  );
}
