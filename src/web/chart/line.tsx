import { area, line } from 'd3-shape';
import type { Point } from './panel.ts';

/** A line through points, with a dot where it ends. */
export function Line({ points }: { readonly points: readonly Point[] }) {
  const last = points.at(-1);
  const path = line<Point>(
    ({ x }) => x,
    ({ y }) => y,
  )([...points]);
  if (last === undefined || path === null) return null;
  return (
    <>
      <path className="line" d={path} />
      <circle className="dot" cx={last.x} cy={last.y} r={4} />
    </>
  );
}

/** Two edges and what lies between them: an interval over time. */
export interface Stretch {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

export function Band({ stretches }: { readonly stretches: readonly Stretch[] }) {
  const path = area<Stretch>()
    .x(({ x }) => x)
    .y0(({ low }) => low)
    .y1(({ high }) => high)([...stretches]);
  return path === null ? null : <path className="band" d={path} />;
}
