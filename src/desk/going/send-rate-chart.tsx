import type { SendCourse } from '../../newsroom/going/send-course.ts';
import { BaseAxis, ValueAxis } from '../../web/chart/axis.tsx';
import { Bars } from '../../web/chart/bars.tsx';
import { Chart } from '../../web/chart/chart.tsx';
import { Line } from '../../web/chart/line.tsx';
import { labelWidth, type Panel } from '../../web/chart/panel.ts';
import { countScale, stepScale, timeScale } from '../../web/chart/scale.ts';
import { Instant } from '../../web/instant.tsx';
import { usePublication } from '../../web/publication.tsx';
import { NUMBER, Table } from '../../web/table.tsx';
import { HOUSE_WORDS } from '../../words/words.ts';
import { count } from '../count.ts';
import { isDrawn, type RateUnit, rateIn, rateUnit, sendGist } from './send-words.ts';

const HEIGHT = 348;

/** How fast an issue went out, and what was left meanwhile; in words alone where it took one breath. */
export function SendRateChart({ course }: { readonly course: SendCourse | null }) {
  const { timezone } = usePublication();
  if (course === null) return null;
  const gist = sendGist(course, timezone);
  if (!isDrawn(course)) return <p>{gist}</p>;
  return (
    <Chart
      id="send"
      title="Readers still to go, and mails handed over, by time"
      gist={gist}
      height={HEIGHT}
      note={`${timezone} time. Readers who unsubscribed before their mail was due are not counted as handed over.`}
      table={<Slices course={course} />}
      draw={width => <Drawing course={course} width={width} zone={timezone} />}
    />
  );
}

interface DrawingProps {
  readonly course: SendCourse;
  readonly width: number;
  readonly zone: string;
}

function Drawing({ course, width, zone }: DrawingProps) {
  const { from, sliceMs, slices } = course;
  const unit = rateUnit(course);
  const rates = course.slices.map(({ handed }) => Math.ceil(rateIn(handed, course, unit)));
  // A round number above the largest may be a figure longer.
  const left = labelWidth(count(Math.max(mostLeft(course), ...rates) * 2));
  const right = width - labelWidth(count(course.left));
  const upper: Panel = { left, right, top: 28, bottom: 200 };
  const lower: Panel = { left, right, top: 250, bottom: HEIGHT - 30 };
  const wanted = width > 400 ? 6 : 3;
  const clock = timeScale(
    { from, to: from + slices.length * sliceMs },
    [left, right],
    { zone, words: HOUSE_WORDS },
    wanted,
  );
  return (
    <>
      <Left course={course} panel={upper} />
      <Rate course={course} panel={lower} unit={unit} />
      <BaseAxis panel={lower} ticks={clock.ticks} />
    </>
  );
}

interface PartProps {
  readonly course: SendCourse;
  readonly panel: Panel;
}

/** From all of them at the start to those who are left now; each slice ends where the next begins. */
function Left({ course, panel }: PartProps) {
  const most = mostLeft(course);
  const scale = countScale(most, [panel.bottom, panel.top]);
  const { step } = stepScale(course.slices.length, [panel.left, panel.right]);
  const points = [most, ...course.slices.map(slice => slice.left)].map((value, index) => ({
    x: panel.left + index * step,
    y: scale.place(value),
  }));
  const last = points.at(-1);
  return (
    <>
      <text x={0} y={14} className="inked">
        Readers still to go
      </text>
      <ValueAxis panel={panel} scale={scale} />
      <Line points={points} />
      {last === undefined ? null : (
        <text x={last.x + 9} y={last.y + 5} className="inked">
          {count(course.left)}
        </text>
      )}
    </>
  );
}

function Rate({ course, panel, unit }: PartProps & { readonly unit: RateUnit }) {
  const rates = course.slices.map(({ handed }) => rateIn(handed, course, unit));
  const scale = countScale(Math.max(...rates), [panel.bottom, panel.top], 2);
  const { place, step } = stepScale(rates.length, [panel.left, panel.right]);
  const bars = rates.map((rate, index) => ({ x: place(index), from: panel.bottom, to: scale.place(rate) }));
  return (
    <>
      <text x={0} y={panel.top - 16} className="inked">
        {`Handed over per ${unit.words}`}
      </text>
      <ValueAxis panel={panel} scale={scale} />
      <Bars kind="came" bars={bars} step={step} />
    </>
  );
}

function mostLeft({ slices, left, handed }: SendCourse): number {
  return Math.max(left + handed, ...slices.map(slice => slice.left));
}

function Slices({ course }: { readonly course: SendCourse }) {
  const { from, sliceMs, slices } = course;
  return (
    <Table
      label="Handed over and still to go, by time"
      className="rows"
      lines={slices}
      keyOf={(_, index) => index}
      columns={[
        { head: 'From', names: true, cell: (_, index) => <Instant at={from + index * sliceMs} /> },
        { head: 'Handed over', ...NUMBER, cell: ({ handed }) => count(handed) },
        { head: 'Still to go', ...NUMBER, cell: ({ left }) => count(left) },
      ]}
    />
  );
}
