import type { PairingContent } from '../../src/issue/content.ts';
import { type Side, sidesOf } from '../sides.ts';
import { light, space } from '../tokens.ts';
import { Name, Sentence } from './name.tsx';
import { sans, serif } from './text-style.ts';

/** Each tool of a pairing: what it is, what the panel says for it or against it, when to pick it. */
export function Sides({ pairing }: { pairing: PairingContent }) {
  return sidesOf(pairing).map((side, index) => <OneSide key={index} side={side} />);
}

function OneSide({ side }: { side: Side }) {
  const { name, about, note, since, pick } = side;
  return (
    <>
      {about === '' && note === '' ? null : (
        <p style={serif('body', { marginTop: space.three })}>
          <b>
            <Name of={name} />
          </b>
          {about === '' ? null : (
            <>
              {': '}
              <Name of={about} />
            </>
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
  if (quote === null) return null;
  const { pull, verdict } = quote;
  return (
    <>
      <p dir="auto" style={serif('body', { marginTop: space.one, fontStyle: 'italic' })}>{`“${pull}”`}</p>
      <p className="soft" style={sans('small', { color: light.soft })}>
        <Sentence names={[name]}>{reason}</Sentence>
        {': '}
        <b className={verdict} style={{ color: light[verdict] }}>
          {verdict}
        </b>
      </p>
    </>
  );
}
