import { Fragment } from 'react';
import type { IssueContent } from '../../src/issue/content.ts';
import type { ReaderFields } from '../merge-fields.ts';
import { lines } from '../paragraphs.ts';
import { asksForReplies } from '../sides.ts';
import { light, space } from '../tokens.ts';
import { wording } from '../wording.ts';
import { InkLink, tap } from './link.tsx';
import { Name } from './name.tsx';
import { Rule } from './section-head.tsx';
import { sans } from './text-style.ts';

/** Who this went to, the way out, and who sent it. */
export function Footer({ issue, fields }: { issue: IssueContent; fields: ReaderFields }) {
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
