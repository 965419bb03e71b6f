import { Said } from '../../../templates/said.tsx';
import { Sentence } from '../../../templates/web/sentence.tsx';
import { tallyInFigures } from '../../issue/outcome.ts';
import type { AnswerStanding, SideStanding, VoteStanding as Standing } from '../../vote/standing.ts';
import { usePublication } from '../../web/publication.tsx';
import { useWords } from '../../web/use-words.ts';
import { Bench, READER_SEATS } from './bench.tsx';
import { ClosingTime } from './closing-time.tsx';

interface VoteStandingProps {
  readonly standing: Standing;
  /** Whether it says until when; left out where the page says it elsewhere. */
  readonly dated?: boolean;
}

/** How the readers voted beside what the panel said: in words, in figures and as seats, never by colour alone. */
export function VoteStanding({ standing, dated = false }: VoteStandingProps) {
  const words = useWords();
  const { briefly } = usePublication().style;
  return (
    <section className="standing" aria-labelledby="standing">
      <h2 id="standing">{words.say('vote.against')}</h2>
      <p>
        <Sentence
          of={[standing.line, standing.againstPanel].filter(part => part !== '').join(' ')}
          names={[standing.a.name, standing.b.name]}
        />
      </p>
      <Sides standing={standing} />
      {standing.answers.length === 0 ? null : (
        <>
          <p className="counted">{words.say('vote.counted', { one: briefly.one })}</p>
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
  const words = useWords();
  return (
    <tr>
      <th scope="row">{words.say('vote.row.panel')}</th>
      <PanelCell side={a} />
      <PanelCell side={b} />
    </tr>
  );
}

/** Left out while there is nothing to say. */
function ReadersRow({ a, b }: BothSides) {
  const words = useWords();
  if (a.readers === null || b.readers === null) return null;
  return (
    <tr>
      <th scope="row">{words.say('vote.row.readers')}</th>
      <ReaderCell readers={a.readers} />
      <ReaderCell readers={b.readers} />
    </tr>
  );
}

function PanelCell({ side: { panel } }: { side: SideStanding }) {
  const words = useWords();
  return (
    <td>
      <span className="figure">{words.say('common.percent', { percent: panel.percent })}</span>
      <span className="of">{tallyInFigures(panel, words)}</span>
      <Bench
        filled={panel.ships}
        open={panel.skips}
        label={words.say('vote.bench.panel', { ships: panel.ships, skips: panel.skips })}
      />
    </td>
  );
}

interface ReaderCellProps {
  readonly readers: NonNullable<SideStanding['readers']>;
}

function ReaderCell({ readers }: ReaderCellProps) {
  const words = useWords();
  const filled = Math.round((readers.percent * READER_SEATS) / 100);
  return (
    <td>
      <span className="figure">{words.say('common.percent', { percent: readers.percent })}</span>
      <span className="of">{readers.of}</span>
      <Bench
        filled={filled}
        open={READER_SEATS - filled}
        label={words.say('vote.bench.readers', { filled, all: READER_SEATS })}
      />
    </td>
  );
}

function Answers({ standing }: { standing: Standing }) {
  const words = useWords();
  return (
    <table className="answers">
      <caption>{words.say('vote.count', { ballots: standing.ballots ?? 0 })}</caption>
      <tbody>
        {standing.answers.map(answer => (
          <tr key={answer.choice}>
            <th scope="row" dir="auto">
              {answer.label}
            </th>
            <td className="drawn">
              <Bar answer={answer} />
            </td>
            <td>{words.say('common.percent', { percent: answer.percent })}</td>
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
  const words = useWords();
  if (standing.closesAt === null) return null;
  return (
    <p className="closing">
      <Said
        parts={words.parts(standing.closed ? 'vote.closed-on' : 'vote.closes-on', {
          time: <ClosingTime at={standing.closesAt} />,
        })}
      />
    </p>
  );
}
