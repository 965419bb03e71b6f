import { useStyle } from '../../templates/use-style.ts';
import { usePublication } from './publication.tsx';
import { useWords } from './use-words.ts';

/** How to read a verdict sheet: the two seats with their words, drawn as in every issue. */
export function SeatLegend() {
  const { briefly } = usePublication().style;
  const words = useWords();
  return (
    <dl className="legend">
      <div>
        <dt>
          <Seat verdict="ship" />
        </dt>
        <dd>{words.say('web.legend.ship', { one: briefly.one })}</dd>
      </div>
      <div>
        <dt>
          <Seat verdict="skip" />
        </dt>
        <dd>{words.say('web.legend.skip')}</dd>
      </div>
    </dl>
  );
}

function Seat({ verdict }: { verdict: 'ship' | 'skip' }) {
  const { word } = useStyle().wording;
  return (
    <svg
      className={`seat ${verdict}`}
      viewBox="-1 -1 86 52"
      width="112"
      height="68"
      role="img"
      aria-label={word[verdict]}
    >
      <path d="M0 48V12Q0 0 12 0H72Q84 0 84 12V48Q84 50 82 50H2Q0 50 0 48Z" />
      <text x="42" y="32">
        {word[verdict]}
      </text>
    </svg>
  );
}
