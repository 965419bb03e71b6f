import { Fragment } from 'react';
import type { IssueContent } from '../../src/issue/content.ts';
import type { FooterLink } from '../../src/publication/house-style.ts';
import type { ReaderFields } from '../merge-fields.ts';
import { lines } from '../paragraphs.ts';
import { Said } from '../said.tsx';
import { asksForReplies } from '../sides.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { InkLink, tap } from './link.tsx';
import { Name } from './name.tsx';
import { Rule } from './section-head.tsx';

/** Who this went to, the way out, and who sent it. */
export function Footer({ issue, fields }: { issue: IssueContent; fields: ReaderFields }) {
  const { light, words, sans } = useStyle();
  const subscribe = (
    <InkLink href={issue.links.subscribe} style={tap}>
      {words.say('mail.subscribe')}
    </InkLink>
  );
  return (
    <>
      <Rule heavy />
      {asksForReplies(issue) ? (
        <p style={sans('small', { marginTop: space.two })}>{words.say('mail.reply')}</p>
      ) : null}
      <p style={sans('small', { marginTop: space.one })}>
        <InkLink href={issue.links.web} style={tap}>
          {words.say('mail.pass-on')}
        </InkLink>
        <br />
        <Said parts={words.parts('mail.forwarded', { subscribe })} />
        <br />
        <InkLink href={fields.preferences} style={tap}>
          {words.say('mail.preferences')}
        </InkLink>
        {' · '}
        <InkLink href={fields.unsubscribe} style={tap}>
          {words.say('mail.unsubscribe')}
        </InkLink>
        <OwnLinks links={issue.footerLinks ?? []} />
      </p>
      <p className="soft" style={sans('label', { marginTop: space.one, color: light.soft })}>
        <Said parts={words.parts('mail.sent-to', { reader: <Name of={fields.reader} /> })} />
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
