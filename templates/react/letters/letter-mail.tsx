import type { ReactElement } from 'react';
import type { Look } from '../../../src/publication/look.ts';
import { Words } from '../../../src/words/words.ts';
import type { LetterContent } from '../../letter-content.ts';
import { styleOf } from '../../style.ts';
import { space } from '../../tokens.ts';
import { StyleProvider, useStyle } from '../../use-style.ts';
import { Heading } from '../components.ts';
import { Frame } from '../frame.tsx';
import { InkLink, tap } from '../link.tsx';
import { Masthead } from '../masthead.tsx';
import { Rule } from '../section-head.tsx';
import { Block } from './block.tsx';

/** Every mail that is not the weekly one: a sheet with one headline, a few lines and at most one button. */
export function letterMail(letter: LetterContent, look?: Look): ReactElement {
  return (
    <StyleProvider value={styleOf(look, new Words(letter.language, {}, letter.verdicts))}>
      <LetterMail letter={letter} />
    </StyleProvider>
  );
}

function LetterMail({ letter }: { letter: LetterContent }) {
  const { serif } = useStyle();
  return (
    <Frame
      title={letter.subject}
      preheader={letter.preheader}
      language={letter.language}
      direction={letter.direction}
      masthead={<Masthead publication={letter.publication}>{letter.aside}</Masthead>}
      footer={<LetterFooter footer={letter.footer} />}
    >
      <Heading
        as="h1"
        className="headline"
        style={serif('headline', { marginTop: space.four, fontWeight: 'normal' })}
      >
        {letter.headline}
      </Heading>
      {letter.blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </Frame>
  );
}

function LetterFooter({ footer }: { footer: LetterContent['footer'] }) {
  const { light, sans } = useStyle();
  return (
    <>
      <Rule heavy />
      {footer.links.length === 0 ? null : (
        <p style={sans('small', { marginTop: space.one })}>
          {footer.links.map(({ label, url }, index) => (
            <span key={url}>
              {index === 0 ? '' : ' · '}
              <InkLink href={url} style={tap}>
                {label}
              </InkLink>
            </span>
          ))}
        </p>
      )}
      <p className="soft" style={sans('label', { marginTop: space.one, color: light.soft })}>
        {footer.because}
        <br />
        <span dir="auto">{footer.postalAddress}</span>
      </p>
    </>
  );
}
