import type { CSSProperties } from 'react';
import { Fragment } from 'react';
import type { PairingContent, SeatContent, ToolContent } from '../../src/issue/content.ts';
import { benches } from '../benches.ts';
import { Said } from '../said.tsx';
import type { Style } from '../style.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { Name } from './name.tsx';

/**
 * The panel, one seat a panellist, A's bench facing B's across the table: a filled seat ships, an open seat struck
 * through skips. An empty place is a chair that only the other side has.
 */
export function Seats({ pairing }: { pairing: PairingContent }) {
  const style = useStyle();
  const tables = benches(pairing.rows);
  return tables.map((rows, index) => (
    <table
      key={index}
      className="seats"
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={table(style)}
    >
      <tbody>
        <BenchLabel tool={pairing.a} abreast={rows.length} shown={index === 0} />
        <Bench seats={rows.map(row => row.a)} back="top" />
        <tr>
          <td colSpan={rows.length * 2 - 1} className="ink" height={space.one} style={tableTop(style)} />
        </tr>
        <tr>
          <td colSpan={rows.length * 2 - 1} height={space.one} style={{ fontSize: 0 }} />
        </tr>
        <Bench seats={rows.map(row => row.b)} back="bottom" />
        <BenchLabel tool={pairing.b} abreast={rows.length} shown={index === tables.length - 1} />
      </tbody>
    </table>
  ));
}

function BenchLabel({ tool, abreast, shown }: { tool: ToolContent; abreast: number; shown: boolean }) {
  const { light, words } = useStyle();
  if (!shown) return null;
  return (
    <tr>
      <td colSpan={abreast * 2 - 1} className="soft" style={{ color: light.soft, padding: '8px 0' }}>
        <Said
          parts={words.parts('mail.bench', {
            name: <Name of={tool.name} />,
            ships: tool.ship.ships,
            skips: tool.ship.skips,
          })}
        />
      </td>
    </tr>
  );
}

function Bench({ seats, back }: { seats: readonly (SeatContent | null)[]; back: 'top' | 'bottom' }) {
  return (
    <tr>
      {seats.map((seat, index) => (
        <Fragment key={index}>
          {index === 0 ? null : <td width={`${gap}%`} />}
          {seat === null ? <td /> : <Seat seat={seat} back={back} of={seats.length} />}
        </Fragment>
      ))}
    </tr>
  );
}

function Seat({ seat, back, of }: { seat: SeatContent; back: 'top' | 'bottom'; of: number }) {
  const style = useStyle();
  const { word } = style.wording;
  const look = {
    ...(seat.verdict === 'ship' ? filled(style) : open(style)),
    borderRadius: back === 'top' ? '12px 12px 2px 2px' : '2px 2px 12px 12px',
  };
  return (
    <td
      width={`${Math.floor((1000 - 10 * gap * (of - 1)) / of) / 10}%`}
      align="center"
      className={seat.verdict === 'ship' ? 'seat' : 'skip'}
      style={look}
    >
      <Name of={seat.role} />
      <br />
      {seat.verdict === 'ship' ? <b>{word.ship}</b> : <s>{word.skip}</s>}
    </td>
  );
}

/** Percent: a gap in pixels vanishes beside columns in percent. */
const gap = 1.6;
const table = ({ sans }: Style): CSSProperties => sans('label', { marginTop: space.two });
const tableTop = ({ light }: Style): CSSProperties => ({
  fontSize: 0,
  borderBottom: `1px solid ${light.ink}`,
});
const shape: CSSProperties = { padding: `${space.one}px 0` };
const filled = ({ light, edge }: Style): CSSProperties => ({
  ...shape,
  border: `1px solid ${edge.ship}`,
  background: light.ship,
  color: light.onFill,
});
const open = ({ light, edge }: Style): CSSProperties => ({
  ...shape,
  border: `1px solid ${edge.skip}`,
  color: light.skip,
});
