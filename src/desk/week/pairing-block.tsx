import { GlanceTable } from '../../../templates/web/glance-table.tsx';
import { Seats } from '../../../templates/web/seats.tsx';
import { Sentence } from '../../../templates/web/sentence.tsx';
import type { PairingContent } from '../../issue/content.ts';
import { type Pairing, pairKey } from '../../pairing/pairing.ts';
import { Scroll } from '../scroll.tsx';
import { PairingActs } from './pairing-acts.tsx';
import type { DeskWeek } from './read-week.ts';
import { points, ScoreTerms } from './score-terms.tsx';

interface PairingBlockProps {
  readonly week: DeskWeek;
  readonly shown: PairingContent;
  /** Counted from 0, in the editors' order. */
  readonly place: number;
}

/** One pairing as an editor judges it: what it says, the panel and the prices, why it was picked, and what to do about it. */
export function PairingBlock({ week, shown, place }: PairingBlockProps) {
  const key = pairKey(shown.a.slug, shown.b.slug);
  const pairing = week.issue.pick.pairings.find(({ a, b }) => pairKey(a, b) === key);
  const names = [shown.a.name, shown.b.name];
  const title = `${shown.a.name} vs ${shown.b.name}`;
  return (
    <section className="pairing-block" aria-labelledby={`p-${shown.slug}`}>
      <h3 id={`p-${shown.slug}`}>
        <span className="place">{place + 1}</span> <bdi>{shown.a.name}</bdi>
        {' vs '}
        <bdi>{shown.b.name}</bdi>
      </h3>
      <p className="soft">
        <bdi>{shown.category}</bdi>
        {pairing ? ` · score ${points(pairing.score)} · ${cameBy(week, pairing)}` : ''}
      </p>
      <p className="said">
        <Sentence of={shown.verdict} names={names} />
      </p>
      <div className="evidence">
        <div>
          <Seats pairing={shown} />
        </div>
        <GlanceTable pairing={shown} />
      </div>
      <p>
        <b>Why this pair</b> <Sentence of={shown.why} names={names} />
      </p>
      {pairing ? (
        <details>
          <summary>{`How the score of ${points(pairing.score)} adds up`}</summary>
          <Scroll label={`Score of ${title}`}>
            <ScoreTerms pairing={pairing} label={`Every term of ${title}`} />
          </Scroll>
        </details>
      ) : null}
      {pairing && week.editable ? (
        <PairingActs week={week} pairing={pairing} title={title} place={place} />
      ) : null}
    </section>
  );
}

function cameBy({ issue }: DeskWeek, { a, b, source }: Pairing): string {
  const pinned = issue.wishes.pins.includes(pairKey(a, b)) ? ', pinned' : '';
  switch (source) {
    case 'swap':
      return `swapped in by an editor${pinned}`;
    case 'pin':
      return `kept by an editor’s pin${pinned}`;
    default:
      return `the picker’s choice${pinned}`;
  }
}
