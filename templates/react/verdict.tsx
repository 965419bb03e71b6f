import type { PairingContent } from '../../src/issue/content.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { Heading } from './components.ts';
import { Name, Sentence } from './name.tsx';

/** A longer verdict is a paragraph, not a headline: it is set one size down. */
const headlineLength = 90;

/** Who is compared, and what the panel says of it: the first thing a reader sees of a pairing. */
export function Verdict({ pairing, leads }: { pairing: PairingContent; leads: boolean }) {
  const { light, serif, sans } = useStyle();
  const { a, b, category, verdict } = pairing;
  const large = leads && verdict.length <= headlineLength;
  return (
    <>
      <p className="soft" style={sans('label', { marginTop: space.four, color: light.soft })}>
        <b className="strong" style={{ color: light.ink }}>
          <Name of={category} />
        </b>
      </p>
      <Heading
        as={leads ? 'h1' : 'h2'}
        className={large ? 'headline' : undefined}
        style={serif(large ? 'headline' : 'title', { marginTop: space.one, fontWeight: 'normal' })}
      >
        <Sentence names={[a.name, b.name]}>{verdict}</Sentence>
      </Heading>
    </>
  );
}
