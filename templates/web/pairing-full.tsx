import type { PairingContent, ToolContent } from '../../src/issue/content.ts';
import { Said } from '../said.tsx';
import { gainOf } from '../sides.ts';
import { useStyle } from '../use-style.ts';
import { GlanceTable } from './glance-table.tsx';
import { Scorecard } from './scorecard.tsx';
import { Seats } from './seats.tsx';
import { Sentence } from './sentence.tsx';
import { ToolProfile } from './tool-profile.tsx';

/** One pairing with everything the issue knows of it. `heading` is 1 for the pairing that leads its page. */
export function PairingFull({ pairing, heading }: { pairing: PairingContent; heading: 1 | 2 }) {
  const { a, b } = pairing;
  const { words } = useStyle();
  const bench = ({ name, ship: { ships, skips } }: ToolContent) =>
    words.say('mail.bench', { name, ships, skips });
  const Heading = heading === 1 ? 'h1' : 'h2';
  return (
    <section className="pairing" id={pairing.slug}>
      <header>
        <p className="kicker">
          <Said
            parts={words.parts('mail.web.pair', {
              category: <b dir="auto">{pairing.category}</b>,
              a: <span dir="auto">{a.name}</span>,
              b: <span dir="auto">{b.name}</span>,
            })}
          />
        </p>
        <Heading>
          <Sentence of={pairing.verdict} names={[a.name, b.name]} />
        </Heading>
        {pairing.pickA === '' && pairing.pickB === '' ? null : (
          <p className="picks">
            <Sentence of={pairing.pickA} names={[a.name, b.name]} />{' '}
            <Sentence of={pairing.pickB} names={[a.name, b.name]} />
          </p>
        )}
      </header>
      <div className="summary">
        <GlanceTable pairing={pairing} />
        <figure className="panel">
          <figcaption dir="auto">{bench(a)}</figcaption>
          <Seats pairing={pairing} />
          <p dir="auto">{bench(b)}</p>
        </figure>
      </div>
      <div className="profiles">
        <ToolProfile tool={a} heading={heading === 1 ? 2 : 3} />
        <ToolProfile tool={b} heading={heading === 1 ? 2 : 3} />
      </div>
      <Scorecard pairing={pairing} />
      <p className="why">
        <b>{words.say('mail.web.why')}</b> <Sentence of={gainOf(pairing)} names={[a.name, b.name]} />{' '}
        <a href={pairing.compareUrl}>{words.say('mail.web.own-page')}</a>
      </p>
    </section>
  );
}
