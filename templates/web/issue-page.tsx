import { Fragment, type ReactElement } from 'react';
import type { IssueContent } from '../../src/issue/content.ts';
import { lines, paragraphs } from '../paragraphs.ts';
import { printedDate } from '../printed-date.ts';
import { wording } from '../wording.ts';
import { issuePageCss } from './issue-page-css.ts';
import { PairingFull } from './pairing-full.tsx';
import { Sentence } from './sentence.tsx';

/** The whole document of an issue's web version; it needs nothing from anywhere else. */
export function issuePage(issue: IssueContent): ReactElement {
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${issue.subject} · ${issue.publication}`}</title>
        <meta name="description" content={issue.preheader} />
        <link rel="canonical" href={issue.links.web} />
        <style dangerouslySetInnerHTML={{ __html: issuePageCss }} />
      </head>
      <body>
        <header className="masthead">
          <p className="name" dir="auto">
            <a href={issue.links.subscribe}>{issue.publication}</a>
          </p>
          <p className="issue">{`No. ${issue.number} · ${printedDate(issue.date)}`}</p>
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

function Notes({ issue }: { issue: IssueContent }) {
  return (
    <div className="notes">
      {issue.sample ? <p>{wording.demo}</p> : null}
      {issue.thin === '' ? null : <p>{issue.thin}</p>}
      {paragraphs(issue.intro).map((words, index) => (
        <p key={index} className="intro" dir="auto">
          {words}
        </p>
      ))}
    </div>
  );
}

function LastWeek({ issue: { lastWeek } }: { issue: IssueContent }) {
  if (lastWeek === null) return null;
  return (
    <section className="last-week">
      <h2>{wording.lastWeek}</h2>
      <p>
        <a href={lastWeek.url} dir="auto">
          {lastWeek.title}
        </a>
        {': '}
        <Sentence of={`${lastWeek.line} ${lastWeek.againstPanel}`.trimEnd()} names={[]} />
      </p>
    </section>
  );
}

function Footer({ issue }: { issue: IssueContent }) {
  return (
    <footer className="page-foot">
      <p className="invitation">Readers vote in the mail: which would you ship?</p>
      <p>
        <a className="button" href={issue.links.subscribe}>
          Get the next verdict by mail
        </a>
      </p>
      <p className="small-print">
        {wording.howToRead} <a href={issue.links.howWePick}>{wording.howWePick}</a>
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
