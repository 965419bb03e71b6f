import type { VoteCourse as Course, CoursePoint } from '../../vote/course.ts';
import { BaseAxis, ValueAxis } from '../../web/chart/axis.tsx';
import { Chart } from '../../web/chart/chart.tsx';
import { Band, Line } from '../../web/chart/line.tsx';
import { labelWidth, type Panel } from '../../web/chart/panel.ts';
import { shareScale, timeScale } from '../../web/chart/scale.ts';
import { Instant } from '../../web/instant.tsx';
import { usePublication } from '../../web/publication.tsx';
import { NUMBER, Table } from '../../web/table.tsx';
import { useWords } from '../../web/use-words.ts';
import type { Words } from '../../words/words.ts';
import { courseGist, courseTitle, type ToolNames } from './course-words.ts';

interface VoteCourseProps {
  /** Of this chart alone on its page. */
  readonly id: string;
  readonly course: Course;
  readonly names: ToolNames;
}

const HEIGHT = 236;
const FEWEST_POINTS = 2;

/** How a vote went over time, with its interval; in words alone where there is no course to draw. */
export function VoteCourse({ id, course, names }: VoteCourseProps) {
  const { timezone, style } = usePublication();
  const words = useWords();
  const { one } = style.briefly;
  const gist = courseGist(course, names, { zone: timezone, one, words });
  if (course.points.length < FEWEST_POINTS) return <p>{gist}</p>;
  return (
    <Chart
      id={id}
      title={courseTitle(course, names, { one, words })}
      gist={gist}
      height={HEIGHT}
      note={words.say('vote.course.note')}
      table={<Points points={course.points} />}
      draw={width => <Drawing course={course} width={width} zone={timezone} />}
    />
  );
}

interface DrawingProps {
  readonly course: Course;
  readonly width: number;
  readonly zone: string;
}

function Drawing({ course: { points }, width, zone }: DrawingProps) {
  const words = useWords();
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const now = percent(last.share, words);
  const panel: Panel = {
    left: labelWidth(percent(1, words)),
    right: width - labelWidth(now),
    top: 10,
    bottom: HEIGHT - 30,
  };
  const shares = shareScale([panel.bottom, panel.top], words);
  const wanted = width > 400 ? 5 : 3;
  const clock = timeScale(
    { from: first.at, to: last.at },
    [panel.left, panel.right],
    { zone, words },
    wanted,
  );
  const half = shares.place(0.5);
  const end = shares.place(last.share);
  return (
    <>
      <Band
        stretches={points.map(({ at, low, high }) => ({
          x: clock.place(at),
          low: shares.place(low),
          high: shares.place(high),
        }))}
      />
      <ValueAxis panel={panel} scale={shares} />
      <line className="usual" x1={panel.left} x2={panel.right} y1={half} y2={half} />
      <Line points={points.map(({ at, share }) => ({ x: clock.place(at), y: shares.place(share) }))} />
      <text x={panel.right + 9} y={end + 5} className="inked">
        {now}
      </text>
      <BaseAxis panel={panel} ticks={clock.ticks} />
    </>
  );
}

function Points({ points }: { readonly points: readonly CoursePoint[] }) {
  const words = useWords();
  return (
    <Table
      label={words.say('vote.course.table')}
      className="rows answers"
      lines={points}
      keyOf={({ at }) => at}
      columns={[
        { head: words.say('vote.course.by'), names: true, cell: ({ at }) => <Instant at={at} /> },
        { head: words.say('vote.course.chose'), ...NUMBER, cell: ({ decided }) => decided },
        { head: words.say('vote.course.share'), ...NUMBER, cell: ({ share }) => percent(share, words) },
        {
          head: words.say('vote.course.interval'),
          ...NUMBER,
          cell: ({ low, high }) => words.say('vote.course.from-to', { from: whole(low), to: whole(high) }),
        },
      ]}
    />
  );
}

function percent(share: number, words: Words): string {
  return words.say('common.percent', { percent: whole(share) });
}

function whole(share: number): number {
  return Math.round(share * 100);
}
