import type { ReactNode } from 'react';
import { BaseAxis, ValueAxis } from '../../web/chart/axis.tsx';
import { Bars } from '../../web/chart/bars.tsx';
import { Chart } from '../../web/chart/chart.tsx';
import { Line } from '../../web/chart/line.tsx';
import { labelWidth, type Panel } from '../../web/chart/panel.ts';
import { balanceScale, countScale, stepScale } from '../../web/chart/scale.ts';
import { count } from '../count.ts';
import type { GrowthWeek } from './growth.ts';
import { GrowthTable } from './growth-table.tsx';
import { grownWeeks, growthGist, monthBegunIn } from './growth-words.ts';

interface GrowthChartProps {
  /** Oldest first. */
  readonly growth: readonly GrowthWeek[];
  readonly note: ReactNode;
}

const HEIGHT = 348;
/** One week is a number, not a course. */
const FEWEST_WEEKS = 3;

/** How the audience grew: its size as a line, below it who came and who left each week. In words alone while it is young. */
export function GrowthChart({ growth, note }: GrowthChartProps) {
  const weeks = grownWeeks(growth);
  const gist = growthGist(growth);
  const table = <GrowthTable growth={weeks} />;
  if (weeks.length < FEWEST_WEEKS) {
    return (
      <>
        <p>{gist}</p>
        {weeks.length === 0 ? null : table}
        <p className="soft">{note}</p>
      </>
    );
  }
  return (
    <Chart
      id="growth"
      title="Readers by week, and who came and left"
      gist={gist}
      height={HEIGHT}
      note={note}
      table={table}
      draw={width => <Drawing weeks={weeks} width={width} />}
    />
  );
}

function Drawing({ weeks, width }: { readonly weeks: readonly GrowthWeek[]; readonly width: number }) {
  const most = Math.max(...weeks.map(({ readers }) => readers));
  const now = weeks.at(-1)?.readers ?? 0;
  const changes = Math.max(...weeks.flatMap(week => [week.confirmed, week.left]));
  // Below the line they have a sign.
  const left = labelWidth(`−${count(Math.max(most, changes) * 2)}`);
  const right = width - labelWidth(count(now));
  const upper: Panel = { left, right, top: 28, bottom: 200 };
  const lower: Panel = { left, right, top: 250, bottom: HEIGHT - 30 };
  const steps = stepScale(weeks.length, [left, right]);
  const months = weeks.flatMap(({ week }, index) => {
    const words = monthBegunIn(week);
    return words === null ? [] : [{ at: steps.place(index), words }];
  });
  return (
    <>
      <Readers weeks={weeks} panel={upper} place={steps.place} />
      <Changes weeks={weeks} panel={lower} steps={steps} />
      <BaseAxis panel={lower} ticks={months} />
    </>
  );
}

interface PartProps {
  readonly weeks: readonly GrowthWeek[];
  readonly panel: Panel;
}

function Readers({ weeks, panel, place }: PartProps & { place(index: number): number }) {
  const scale = countScale(Math.max(...weeks.map(({ readers }) => readers)), [panel.bottom, panel.top]);
  const points = weeks.map(({ readers }, index) => ({ x: place(index), y: scale.place(readers) }));
  const last = points.at(-1);
  return (
    <>
      <text x={0} y={14} className="inked">
        Readers
      </text>
      <ValueAxis panel={panel} scale={scale} />
      <Line points={points} />
      {last === undefined ? null : (
        <text x={last.x + 9} y={last.y + 5} className="inked">
          {count(weeks.at(-1)?.readers ?? 0)}
        </text>
      )}
    </>
  );
}

/** Who came stands on the line, who left hangs from it, to one measure. */
function Changes({ weeks, panel, steps }: PartProps & { readonly steps: ReturnType<typeof stepScale> }) {
  const came = Math.max(...weeks.map(({ confirmed }) => confirmed));
  const gone = Math.max(...weeks.map(({ left }) => left));
  const scale = balanceScale(came, gone, [panel.bottom, panel.top]);
  const zero = scale.place(0);
  const bars = (value: (week: GrowthWeek) => number) =>
    weeks.map((week, index) => ({ x: steps.place(index), from: zero, to: scale.place(value(week)) }));
  return (
    <>
      <text x={0} y={panel.top - 16} className="inked">
        Came and left, each week
      </text>
      <ValueAxis panel={panel} scale={scale} />
      <Bars kind="came" step={steps.step} bars={bars(({ confirmed }) => confirmed)} />
      <Bars kind="gone" step={steps.step} bars={bars(({ left }) => -left)} />
      <line className="zero" x1={panel.left} x2={panel.right} y1={zero} y2={zero} />
    </>
  );
}
