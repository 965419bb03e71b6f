import type { ReactNode } from 'react';
import { BaseAxis } from '../../web/chart/axis.tsx';
import { Chart } from '../../web/chart/chart.tsx';
import type { Panel } from '../../web/chart/panel.ts';
import { timesScale } from '../../web/chart/scale.ts';
import {
  percent,
  type ReportedLine,
  SHORT_NAMES,
  type UsualLine,
  usualGist,
  usualLines,
} from './usual-words.ts';

interface UsualChartProps {
  readonly lines: readonly ReportedLine[];
  readonly table: ReactNode;
}

const ROW = 48;
const TOP = 12;
const FOOT = 32;

/** Each number as so many times its median, with the interval; the table alone where nothing can be told yet. */
export function UsualChart({ lines, table }: UsualChartProps) {
  const told = usualLines(lines);
  const gist = usualGist(lines);
  if (told.length === 0) {
    return (
      <>
        <p>{gist}</p>
        {table}
      </>
    );
  }
  return (
    <Chart
      id="usual"
      title="How the issue was received, each number beside the median of the issues before it"
      gist={gist}
      height={TOP + told.length * ROW + FOOT}
      note="The dot is this issue, its bar the 95% interval, the dashed line the median of the issues before it."
      table={table}
      draw={width => <Drawing told={told} width={width} />}
    />
  );
}

function Drawing({ told, width }: { readonly told: readonly UsualLine[]; readonly width: number }) {
  const panel: Panel = { left: 8, right: width - 8, top: TOP, bottom: TOP + told.length * ROW };
  const furthest = Math.max(...told.map(({ times }) => times));
  const scale = timesScale(furthest, [panel.left, panel.right]);
  const usual = scale.place(1);
  return (
    <>
      <line className="usual" x1={usual} x2={usual} y1={panel.top - 8} y2={panel.bottom} />
      {told.map((one, index) => (
        <Row key={one.line.name} one={one} panel={panel} y={panel.top + index * ROW} place={scale.place} />
      ))}
      <BaseAxis panel={panel} ticks={scale.ticks} />
    </>
  );
}

interface RowProps {
  readonly one: UsualLine;
  readonly panel: Panel;
  readonly y: number;
  place(times: number): number;
}

const BAR = 8;

/** Its name and number above, the drawing of it below. */
function Row({ one: { line, times, low, high }, panel, y, place }: RowProps) {
  const middle = y + 28;
  const [from, to] = [place(low), place(high)];
  return (
    <g>
      <text x={panel.left} y={y + 14} className="inked">
        {SHORT_NAMES[line.name]}
      </text>
      <text x={panel.right} y={y + 14} textAnchor="end">
        {`${percent(line.rate)}, median ${percent(line.median)}`}
      </text>
      <line className="rule" x1={panel.left} x2={panel.right} y1={middle} y2={middle} />
      <rect className="band" x={from} y={middle - BAR / 2} width={Math.max(1, to - from)} height={BAR} />
      <circle className="dot" cx={place(times)} cy={middle} r={5} />
    </g>
  );
}
