import type { ReactNode } from 'react';
import { Mark } from '../../templates/web/mark.tsx';
import { capital } from '../words/noun.ts';
import { usePublication } from './publication.tsx';
import { useWords } from './use-words.ts';

export interface PageProps {
  /** Of the document; the publication's name is added. */
  readonly title: string;
  /** A few words, or the way around the site, set against the name in the masthead. */
  readonly aside: ReactNode;
  /** For tables and mails; running text keeps the measure of the sheet. */
  readonly wide?: boolean;
  /** As wide as an issue's web version: two tools beside each other. */
  readonly spread?: boolean;
  /** False keeps search engines away. */
  readonly indexed?: boolean;
  /** What else belongs into the document's head. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

/** The sheet every page of ours is printed on, the same as the mails'. */
export function Page(props: PageProps) {
  const { title, aside, wide = false, spread = false, indexed = false, head, children } = props;
  const { name, sheet } = usePublication();
  const words = useWords();
  return (
    <html lang={words.language} dir={words.direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {indexed ? null : <meta name="robots" content="noindex" />}
        <title>{words.say('web.title', { title, publication: name })}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        <link rel="stylesheet" href={sheet} />
        {head}
      </head>
      <body>
        <div className={`sheet${wide ? ' wide' : ''}${spread ? ' spread' : ''}`}>
          <header className="masthead">
            <p className="name" dir="auto">
              <a href="/">
                <Mark />
                <span>{name}</span>
              </a>
            </p>
            <div className="aside">{aside}</div>
          </header>
          <main>{children}</main>
          <Colophon />
        </div>
      </body>
    </html>
  );
}

function Colophon() {
  const { isSample, style } = usePublication();
  const { links, briefly } = style;
  const words = useWords();
  return (
    <footer className="colophon">
      <nav aria-label={words.say('web.footer.label')}>
        <ul>
          <li>
            <a href="/issues">{words.say('web.footer.issues')}</a>
          </li>
          <li>
            <a href="/how-we-pick">{words.say('web.footer.how-we-pick')}</a>
          </li>
          <li>
            <a href="/privacy">{words.say('web.footer.privacy')}</a>
          </li>
          <li>
            <a href="/feed.xml">{words.say('web.footer.feed')}</a>
          </li>
          {links.map(({ label, url }) => (
            <li key={url}>
              <a href={url} dir="auto">
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {isSample ? <p>{capital(words.say('web.sample', { many: briefly.many }))}</p> : null}
    </footer>
  );
}
