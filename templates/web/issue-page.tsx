import { Fragment, type ReactElement } from 'react';
import type { IssueContent } from '../../src/issue/content.ts';
import { wordsOf } from '../../src/issue/content-words.ts';
import type { Look } from '../../src/publication/look.ts';
import { lines } from '../paragraphs.ts';
import { lastWeekWords } from '../sides.ts';
import { styleOf } from '../style.ts';
import { StyleProvider, useStyle } from '../use-style.ts';
import { issuePageCss } from './issue-page-css.ts';
import { Mark } from './mark.tsx';
import { PairingFull } from './pairing-full.tsx';
import { Prose } from './prose.tsx';
import { Sentence } from './sentence.tsx';

/** The whole document of an issue's web version; it needs nothing from anywhere else. */
export function issuePage(issue: IssueContent, look?: Look): ReactElement {
  return (
    <StyleProvider value={styleOf(look, wordsOf(issue))}>
      <IssuePage issue={issue} />
    </StyleProvider>
  );
}

function IssuePage({ issue }: { issue: IssueContent }) {
  const style = useStyle();
  const { words } = style;
  const { number, date, subject, publication } = issue;
  return (
    <html lang={words.language} dir={words.direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{words.say('mail.web.title', { subject, publication })}</title>
        <meta name="description" content={issue.preheader} />
        <link rel="canonical" href={issue.links.web} />
        <Shared issue={issue} />
        <style dangerouslySetInnerHTML={{ __html: issuePageCss(style) }} />
      </head>
      <body>
        <header className="masthead">
          <p className="name" dir="auto">
            <a href={issue.links.subscribe}>
              <Mark />
              <span>{issue.publication}</span>
            </a>
          </p>
          <p className="issue">{words.say('mail.web.issue', { number, day: words.day(date) })}</p>
        </header>
        <main>
          <Notes issue={issue} />
          {issue.pairings.map((pairing, index) => (
            <PairingFull key={pairing.position} pairing={pairing} heading={index === 0 ? 1 : 2} />
          ))}
          <LastWeek issue={issue} />
        </main>
        <Footer issue={issue} />
      </body>
    </html>
  );
}

/** What a link to this issue looks like where it is shared. */
function Shared({ issue }: { issue: IssueContent }) {
  const [lead] = issue.pairings;
  return (
    <>
      <meta property="og:type" content="article" />
      <meta property="og:site_name" content={issue.publication} />
      <meta property="og:title" content={issue.subject} />
      <meta property="og:description" content={issue.preheader} />
      <meta property="og:url" content={issue.links.web} />
      {lead ? <meta property="og:image" content={sharePicture(lead.compareUrl)} /> : null}
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}

/** `…/compare/a-vs-b` has its picture at `…/share/a-vs-b.png`. */
function sharePicture(compareUrl: string): string {
  return `${compareUrl.replace(/\/compare\/([^/]*)$/, '/share/$1')}.png`;
}

function Notes({ issue }: { issue: IssueContent }) {
  const { words } = useStyle();
  return (
    <div className="notes">
      {issue.sample ? <p>{words.say('mail.demo')}</p> : null}
      {issue.thin === '' ? null : <p>{issue.thin}</p>}
      <Prose of={issue.intro} className="intro" />
    </div>
  );
}

function LastWeek({ issue: { lastWeek } }: { issue: IssueContent }) {
  const { words } = useStyle();
  if (lastWeek === null) return null;
  return (
    <section className="last-week">
      <h2>{words.say('mail.last-week')}</h2>
      <p>
        <Sentence of={lastWeekWords(lastWeek)} names={[]} />{' '}
        <a href={lastWeek.url} dir="auto">
          {lastWeek.title}
        </a>
      </p>
    </section>
  );
}

function Footer({ issue }: { issue: IssueContent }) {
  const { wording, words } = useStyle();
  return (
    <footer className="page-foot">
      <p className="invitation">{words.say('mail.web.invitation')}</p>
      <p>
        <a className="button" href={issue.links.subscribe}>
          {words.say('mail.web.subscribe')}
        </a>
      </p>
      <p className="small-print">
        {wording.legend} {wording.howToRead} <a href={issue.links.howWePick}>{wording.howWePick}</a>
        {' · '}
        <a href={issue.links.web.replace(/\/[^/]*$/, '')}>{words.say('mail.web.issues')}</a>
        {(issue.footerLinks ?? []).map(({ label, url }, index) => (
          <Fragment key={index}>
            {' · '}
            <a href={url} dir="auto">
              {label}
            </a>
          </Fragment>
        ))}
        {lines(issue.postalAddress).map((line, index) => (
          <Fragment key={index}>
            <br />
            <span dir="auto">{line}</span>
          </Fragment>
        ))}
      </p>
    </footer>
  );
}
