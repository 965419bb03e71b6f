import { Fragment } from 'react';
import type { IssueContent } from '../../src/issue/content.ts';
import type { ReaderFields } from '../merge-fields.ts';
import { lines } from '../paragraphs.ts';
import { light, space } from '../tokens.ts';
import { wording } from '../wording.ts';
import { InkLink } from './link.tsx';
import { Name } from './name.tsx';
import { Rule } from './section-head.tsx';
import { sans } from './text-style.ts';

/** Who this went to, the way out, and who sent it. */
export function Footer({ issue, fields }: { issue: IssueContent; fields: ReaderFields }) {
  return (
    <>
      <Rule heavy />
      <p style={sans('small', { marginTop: space.two })}>
        {`${wording.forwarded} `}
        <InkLink href={issue.links.subscribe}>{wording.subscribe}</InkLink>
        <br />
        <InkLink href={fields.preferences}>{wording.preferences}</InkLink>
        {' · '}
        <InkLink href={fields.unsubscribe}>{wording.unsubscribe}</InkLink>
      </p>
      <p className="soft" style={sans('label', { marginTop: space.two, color: light.soft })}>
        {'Asked for and confirmed. Sent to '}
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
