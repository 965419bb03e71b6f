import type { PairingContent } from '../../src/issue/content.ts';
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
  const { word } = useStyle().wording;
  const Heading = heading === 1 ? 'h1' : 'h2';
  return (
    <section className="pairing" id={pairing.slug}>
      <header>
        <p className="kicker">
          <b dir="auto">{pairing.category}</b>
          {': '}
          <span dir="auto">{a.name}</span> vs <span dir="auto">{b.name}</span>
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
          <figcaption dir="auto">{`${a.name}: ${a.ship.ships} ${word.ship}, ${a.ship.skips} ${word.skip}`}</figcaption>
          <Seats pairing={pairing} />
          <p dir="auto">{`${b.name}: ${b.ship.ships} ${word.ship}, ${b.ship.skips} ${word.skip}`}</p>
        </figure>
      </div>
      <div className="profiles">
        <ToolProfile tool={a} heading={heading === 1 ? 2 : 3} />
        <ToolProfile tool={b} heading={heading === 1 ? 2 : 3} />
      </div>
      <Scorecard pairing={pairing} />
      <p className="why">
        <b>Why this pair</b> <Sentence of={gainOf(pairing)} names={[a.name, b.name]} />{' '}
        <a href={pairing.compareUrl}>This pair on a page of its own</a>
      </p>
    </section>
  );
}
