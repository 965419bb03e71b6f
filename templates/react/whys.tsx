import { Said } from '../said.tsx';
import type { Why } from '../sides.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { Name, Sentence } from './name.tsx';
import { Speaker } from './speaker.tsx';

/** Why: read together with the verdict, and set larger than what follows. */
export function Whys({ of }: { of: readonly Why[] }) {
  return of.map((why, index) =>
    why.pick === '' ? <Quoted key={index} why={why} /> : <When key={index} why={why} />,
  );
}

function When({ why: { name, pick } }: { why: Why }) {
  const { serif } = useStyle();
  return (
    <p style={serif('why', { marginTop: space.two })}>
      <Sentence names={[name]}>{pick}</Sentence>
    </p>
  );
}

/** With the tool's name before it: the words may speak against it. */
function Quoted({ why: { name, quote, reason } }: { why: Why }) {
  const { serif, words } = useStyle();
  if (quote === null) return null;
  const said = (
    <span dir="auto" style={{ fontStyle: 'italic' }}>
      {words.say('mail.quote', { quote: quote.pull })}
    </span>
  );
  return (
    <>
      <p style={serif('why', { marginTop: space.two })}>
        <Said parts={words.parts('mail.named', { name: <Name of={name} />, words: said })} />
      </p>
      <Speaker of={name} reason={reason} verdict={quote.verdict} />
    </>
  );
}
