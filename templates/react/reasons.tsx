import type { IssueContent } from '../../src/issue/content.ts';
import { Said } from '../said.tsx';
import { gainOf } from '../sides.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { InkLink, reach } from './link.tsx';
import { Name, Sentence } from './name.tsx';
import { SectionHead } from './section-head.tsx';

/** Why these pairs, and how to read the sheet. */
export function Reasons({ issue }: { issue: IssueContent }) {
  const { light, words, serif, sans } = useStyle();
  return (
    <>
      <SectionHead>{words.say('mail.why')}</SectionHead>
      {issue.pairings.map(pairing => (
        <p key={pairing.position} style={serif('body', { marginTop: space.one })}>
          <Said
            parts={words.parts('mail.named', {
              name: <Name of={pairing.category} />,
              words: <Sentence names={[pairing.a.name, pairing.b.name]}>{gainOf(pairing)}</Sentence>,
            })}
          />
        </p>
      ))}
      {issue.thin === '' || issue.pairings.length === 0 ? null : (
        <p style={serif('body', { marginTop: space.one })}>{issue.thin}</p>
      )}
      <p className="soft" style={sans('label', { marginTop: space.two, color: light.soft })}>
        {`${words.verdicts.meaning} `}
        <InkLink href={issue.links.howWePick} style={reach}>
          {words.say('mail.how-we-pick')}
        </InkLink>
      </p>
    </>
  );
}
