import type { PairingContent, SeatContent } from '../../src/issue/content.ts';
import { paragraphs } from '../paragraphs.ts';
import { Said } from '../said.tsx';
import { useStyle } from '../use-style.ts';
import { speaker } from '../wording.ts';

/**
 * Every quote in full, a row a chair, each under its own role and name. Where only one side has the chair, the other
 * half of the row is empty.
 */
export function Scorecard({ pairing }: { pairing: PairingContent }) {
  return (
    <div className="scorecard">
      {pairing.rows.map((row, index) => (
        <div key={index} className="chairs">
          <Quote seat={row.a} on={pairing.a.name} />
          <Quote seat={row.b} on={pairing.b.name} />
        </div>
      ))}
    </div>
  );
}

function Quote({ seat, on }: { seat: SeatContent | null; on: string }) {
  const { wording, words } = useStyle();
  const { word } = wording;
  if (seat === null) return <div className="no-chair" />;
  return (
    <figure className="chair">
      <figcaption>
        <span>
          <Said
            parts={words.parts('mail.speaker-on', {
              speaker: <strong dir="auto">{speaker(seat, words)}</strong>,
              tool: <span dir="auto">{on}</span>,
            })}
          />
        </span>{' '}
        <b className={`mark ${seat.verdict}`}>{seat.verdict === 'ship' ? word.ship : <s>{word.skip}</s>}</b>
      </figcaption>
      <blockquote>
        {paragraphs(words.say('mail.quote', { quote: seat.quote })).map((said, index) => (
          <p key={index} dir="auto">
            {said}
          </p>
        ))}
      </blockquote>
    </figure>
  );
}
