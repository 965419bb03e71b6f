import { Sentence } from '../../../templates/web/sentence.tsx';
import type { PairingContent } from '../../issue/content.ts';
import { points } from '../../newsroom/editing/points.ts';
import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { type Pairing, pairKey } from '../../pairing/pairing.ts';
import { Evidence } from './evidence.tsx';
import { PairingActs } from './pairing-acts.tsx';
import { ScoreTerms } from './score-terms.tsx';

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
        <Sentence of={shown.verdict} names={[shown.a.name, shown.b.name]} />
      </p>
      <Evidence of={shown} />
      {pairing ? (
        <details>
          <summary>{`How the score of ${points(pairing.score)} adds up`}</summary>
          <ScoreTerms pairing={pairing} title={title} />
        </details>
      ) : null}
      {pairing && week.editable ? (
        <PairingActs week={week} pairing={pairing} title={title} place={place} />
      ) : null}
    </section>
  );
}

const CAME_BY = {
  picker: 'the picker’s choice',
  pin: 'kept by an editor’s pin',
  swap: 'swapped in by an editor',
} as const;

function cameBy({ issue }: DeskWeek, { a, b, source }: Pairing): string {
  return `${CAME_BY[source ?? 'picker']}${issue.wishes.pins.includes(pairKey(a, b)) ? ', pinned' : ''}`;
}
