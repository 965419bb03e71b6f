import { Fragment } from 'react';
import type { IssueContent } from '../../src/issue/content.ts';
import type { FooterLink } from '../../src/publication/house-style.ts';
import type { ReaderFields } from '../merge-fields.ts';
import { lines } from '../paragraphs.ts';
import { asksForReplies } from '../sides.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { InkLink, tap } from './link.tsx';
import { Name } from './name.tsx';
import { Rule } from './section-head.tsx';

/** Who this went to, the way out, and who sent it. */
export function Footer({ issue, fields }: { issue: IssueContent; fields: ReaderFields }) {
  const { light, wording, sans } = useStyle();
  return (
    <>
      <Rule heavy />
      {asksForReplies(issue) ? <p style={sans('small', { marginTop: space.two })}>{wording.reply}</p> : null}
      <p style={sans('small', { marginTop: space.one })}>
        <InkLink href={issue.links.web} style={tap}>
          {wording.passOn}
        </InkLink>
        <br />
        {`${wording.forwarded} `}
        <InkLink href={issue.links.subscribe} style={tap}>
          {wording.subscribe}
        </InkLink>
        <br />
        <InkLink href={fields.preferences} style={tap}>
          {wording.preferences}
        </InkLink>
        {' · '}
        <InkLink href={fields.unsubscribe} style={tap}>
          {wording.unsubscribe}
        </InkLink>
        <OwnLinks links={issue.footerLinks ?? []} />
      </p>
      <p className="soft" style={sans('label', { marginTop: space.one, color: light.soft })}>
        {'You asked for this mail. Sent to '}
        <Name of={fields.reader} />
        {lines(issue.postalAddress).map((line, index) => (
          <Fragment key={index}>
            <br />
            <span dir="auto">{line}</span>
          </Fragment>
        ))}
      </p>
    </>
  );
}

/** The publisher's own, on a line of theirs. */
function OwnLinks({ links }: { links: readonly FooterLink[] }) {
  return links.map(({ label, url }, index) => (
    <Fragment key={index}>
      {index === 0 ? <br /> : ' · '}
      <InkLink href={url} style={tap}>
        <Name of={label} />
      </InkLink>
    </Fragment>
  ));
}
