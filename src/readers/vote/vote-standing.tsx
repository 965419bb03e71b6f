import { useStyle } from '../../../templates/use-style.ts';
import { Sentence } from '../../../templates/web/sentence.tsx';
import type { AnswerStanding, SideStanding, VoteStanding as Standing } from '../../vote/standing.ts';
import { usePublication } from '../../web/publication.tsx';
import { Bench, READER_SEATS } from './bench.tsx';
import { ClosingTime } from './closing-time.tsx';

interface VoteStandingProps {
  readonly standing: Standing;
  /** Whether it says until when; left out where the page says it elsewhere. */
  readonly dated?: boolean;
}

/** How the readers voted beside what the panel said: in words, in figures and as seats, never by colour alone. */
export function VoteStanding({ standing, dated = false }: VoteStandingProps) {
  const { word } = useStyle().wording;
  const { briefly } = usePublication().style;
  return (
    <section className="standing" aria-labelledby="standing">
      <h2 id="standing">Readers against panel</h2>
      <p>
        <Sentence
          of={[standing.line, standing.againstPanel].filter(part => part !== '').join(' ')}
          names={[standing.a.name, standing.b.name]}
        />
      </p>
      <Sides standing={standing} />
      {standing.answers.length === 0 ? null : (
        <>
          <p className="counted">
            {`“Readers ${word.ship}” counts those who would ${word.ship} this ${briefly.one} alone and those who would ${word.ship} both.`}
          </p>
          <Answers standing={standing} />
        </>
      )}
      {dated ? <Closing standing={standing} /> : null}
    </section>
  );
}

/** Only the panel's side of it. */
export function PanelTable({ standing: { a, b } }: { standing: Standing }) {
  return (
    <table className="sides">
      <SideNames a={a} b={b} />
      <tbody>
        <PanelRow a={a} b={b} />
      </tbody>
    </table>
  );
}

function Sides({ standing: { a, b } }: { standing: Standing }) {
  return (
    <table className="sides">
      <SideNames a={a} b={b} />
      <tbody>
        <PanelRow a={a} b={b} />
        <ReadersRow a={a} b={b} />
      </tbody>
    </table>
  );
}

interface BothSides {
  readonly a: SideStanding;
  readonly b: SideStanding;
}

function SideNames({ a, b }: BothSides) {
  return (
    <thead>
      <tr>
        <td />
        {[a, b].map((side, index) => (
          <th key={index} scope="col" dir="auto">
            {side.name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function PanelRow({ a, b }: BothSides) {
  const { wording } = useStyle();
  return (
    <tr>
      <th scope="row">{wording.panelShip}</th>
      <PanelCell side={a} />
      <PanelCell side={b} />
    </tr>
  );
}

/** Left out while there is nothing to say. */
function ReadersRow({ a, b }: BothSides) {
  const { word } = useStyle().wording;
  if (a.readers === null || b.readers === null) return null;
  return (
    <tr>
      <th scope="row">{`Readers ${word.ship}`}</th>
      <ReaderCell readers={a.readers} label={a.label} />
      <ReaderCell readers={b.readers} label={b.label} />
    </tr>
  );
}

function PanelCell({ side: { panel } }: { side: SideStanding }) {
  const { word } = useStyle().wording;
  return (
    <td>
      <span className="figure">{`${panel.percent}%`}</span>
      <span className="of">{`${panel.ships}–${panel.skips}`}</span>
      <Bench
        filled={panel.ships}
        open={panel.skips}
        label={`${panel.ships} of the panel say ${word.ship}, ${panel.skips} ${word.skip}`}
      />
    </td>
  );
}

type ReaderCellProps = Pick<SideStanding, 'label'> & {
  readonly readers: NonNullable<SideStanding['readers']>;
};

function ReaderCell({ readers, label }: ReaderCellProps) {
  const { word } = useStyle().wording;
  const filled = Math.round((readers.percent * READER_SEATS) / 100);
  return (
    <td>
      <span className="figure">{`${readers.percent}%`}</span>
      <span className="of">{label.replace(/^\d+% /, '')}</span>
      <Bench
        filled={filled}
        open={READER_SEATS - filled}
        label={`About ${filled} of every ${READER_SEATS} readers would ${word.ship} it`}
      />
    </td>
  );
}

function Answers({ standing }: { standing: Standing }) {
  return (
    <table className="answers">
      <caption>{`${standing.ballots} ${standing.ballots === 1 ? 'vote' : 'votes'}`}</caption>
      <tbody>
        {standing.answers.map(answer => (
          <tr key={answer.choice}>
            <th scope="row" dir="auto">
              {answer.label}
            </th>
            <td className="drawn">
              <Bar answer={answer} />
            </td>
            <td>{`${answer.percent}%`}</td>
            <td className="soft">{answer.count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ answer: { percent } }: { answer: AnswerStanding }) {
  return (
    <svg className="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <line x1={0} x2={100} y1={7.5} y2={7.5} />
      <rect x={0} y={0} width={percent} height={8} />
    </svg>
  );
}

function Closing({ standing }: Pick<VoteStandingProps, 'standing'>) {
  if (standing.closesAt === null) return null;
  return (
    <p className="closing">
      {standing.closed ? 'The vote closed on ' : 'The vote closes on '}
      <ClosingTime at={standing.closesAt} />
      {'.'}
    </p>
  );
}
