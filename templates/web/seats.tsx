import type { PairingContent, ScorecardRow, SeatContent } from '../../src/issue/content.ts';
import type { Words } from '../../src/words/words.ts';
import { benches } from '../benches.ts';
import { compactCss } from '../compact-css.ts';
import { useStyle } from '../use-style.ts';

/**
 * The panel as a drawing: one seat a panellist, A's bench facing B's across the table. A filled seat ships, an open
 * seat struck through skips; the word stands in both. Colours come from seatsCss, text size from the width given.
 */
export function Seats({ pairing }: { pairing: PairingContent }) {
  return benches(pairing.rows).map((rows, index) => <Table key={index} pairing={pairing} rows={rows} />);
}

/** What the drawing needs of a style sheet, besides the properties of paletteCss. */
export const seatsCss = compactCss(`
  .seats{display:block;max-width:100%;height:auto;font-family:var(--sans)}
  .seats line{stroke:var(--ink)}
  .seats text{text-anchor:middle;font-size:13px}
  .seats .ship path{fill:var(--ship);stroke:var(--ship)}
  .seats .ship text{fill:var(--on-fill)}
  .seats .skip path{fill:none;stroke:var(--skip)}
  .seats .skip text{fill:var(--skip)}
  .seats .word{font-weight:700}
  .seats .skip .word{font-weight:400;text-decoration:line-through}
`);

const seat = { width: 84, height: 50, gap: 6 };
const table = 8;
const height = 2 * seat.height + 2 * table;

function Table({ pairing, rows }: { pairing: PairingContent; rows: readonly ScorecardRow[] }) {
  const { words } = useStyle();
  const width = rows.length * (seat.width + seat.gap) - seat.gap;
  return (
    <svg
      className="seats"
      viewBox={`-1 -1 ${width + 2} ${height + 2}`}
      width={Math.round(width * 1.35)}
      role="img"
      aria-label={`${described(
        pairing.a.name,
        rows.map(row => row.a),
        words,
      )} ${described(
        pairing.b.name,
        rows.map(row => row.b),
        words,
      )}`}
    >
      {rows.map((row, index) => (
        <Seat key={index} seat={row.a} column={index} bench="a" />
      ))}
      <line x1={0} x2={width} y1={height / 2} y2={height / 2} />
      {rows.map((row, index) => (
        <Seat key={index} seat={row.b} column={index} bench="b" />
      ))}
    </svg>
  );
}

function Seat(props: { seat: SeatContent | null; column: number; bench: 'a' | 'b' }) {
  const { word } = useStyle().wording;
  if (props.seat === null) return null;
  const { role, verdict } = props.seat;
  const top = props.bench === 'a' ? 0 : seat.height + 2 * table;
  return (
    <g className={verdict} transform={`translate(${props.column * (seat.width + seat.gap)} ${top})`}>
      <path d={props.bench === 'a' ? backAbove : backBelow} />
      <text x={seat.width / 2} y={21} {...squeezedTo(role)}>
        {role}
      </text>
      <text className="word" x={seat.width / 2} y={38} {...squeezedTo(word[verdict])}>
        {word[verdict]}
      </text>
    </g>
  );
}

/** Long words stay within their seat. */
function squeezedTo(words: string) {
  return words.length > 11 ? { textLength: seat.width - 8, lengthAdjust: 'spacingAndGlyphs' } : {};
}

const { width: w, height: h } = seat;
const backAbove = `M0 ${h - 2}V12Q0 0 12 0H${w - 12}Q${w} 0 ${w} 12V${h - 2}Q${w} ${h} ${w - 2} ${h}H2Q0 ${h} 0 ${h - 2}Z`;
const backBelow = `M0 2Q0 0 2 0H${w - 2}Q${w} 0 ${w} 2V${h - 12}Q${w} ${h} ${w - 12} ${h}H12Q0 ${h} 0 ${h - 12}Z`;

function described(name: string, seats: readonly (SeatContent | null)[], words: Words): string {
  const said = seats
    .filter(seat => seat !== null)
    .map(({ role, verdict }) => words.say('mail.seat', { role, verdict: words.verdicts[verdict] }));
  const list = new Intl.ListFormat(words.language, { type: 'unit', style: 'short' }).format(said);
  return words.say('mail.bench-in-words', { name, seats: list });
}
