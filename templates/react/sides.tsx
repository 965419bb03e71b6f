import type { MailPairing } from '../mail-issue.ts';
import { Said } from '../said.tsx';
import { type Side, sidesOf } from '../sides.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { Name, Sentence } from './name.tsx';
import { Speaker } from './speaker.tsx';

/**
 * Each tool of a pairing: what it is, and what has not been said with the verdict of the panel's words and of when to
 * pick it.
 */
export function Sides({ pairing }: { pairing: MailPairing }) {
  return sidesOf(pairing, useStyle().words).map((side, index) => <OneSide key={index} side={side} />);
}

function OneSide({ side }: { side: Side }) {
  const { light, words, serif, sans } = useStyle();
  const { name, about, note, since, pick } = side;
  const heading = (
    <b>
      <Name of={name} />
    </b>
  );
  return (
    <>
      {about === '' && note === '' ? null : (
        <p style={serif('body', { marginTop: space.three })}>
          {about === '' ? (
            heading
          ) : (
            <Said parts={words.parts('mail.named', { name: heading, words: <Name of={about} /> })} />
          )}
        </p>
      )}
      {note === '' ? null : (
        <p className="soft" style={sans('small', { marginTop: space.half, color: light.soft })}>
          <Name of={note} />
        </p>
      )}
      {since === '' ? null : (
        <p className="soft" style={sans('small', { marginTop: space.half, color: light.soft })}>
          <Sentence names={[]}>{since}</Sentence>
        </p>
      )}
      <Quote side={side} />
      {pick === '' ? null : (
        <p style={serif('body', { marginTop: space.one })}>
          <Sentence names={[name]}>{pick}</Sentence>
        </p>
      )}
    </>
  );
}

function Quote({ side: { name, quote, reason } }: { side: Side }) {
  const { serif, words } = useStyle();
  if (quote === null) return null;
  return (
    <>
      <p dir="auto" style={serif('body', { marginTop: space.one, fontStyle: 'italic' })}>
        {words.say('mail.quote', { quote: quote.pull })}
      </p>
      <Speaker of={name} reason={reason} verdict={quote.verdict} />
    </>
  );
}
