/** A bar from the base of its panel; what is more than nothing can be seen. */
export interface Bar {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

interface BarsProps {
  /** `came` is filled, `gone` is open: told apart without colour. */
  readonly kind: 'came' | 'gone';
  readonly bars: readonly Bar[];
  /** How far it is from one to the next. */
  readonly step: number;
}

const LEAST = 1.5;

export function Bars({ kind, bars, step }: BarsProps) {
  const width = Math.max(1, Math.min(28, step * 0.7));
  return (
    <g className={kind}>
      {bars
        .filter(({ from, to }) => from !== to)
        .map(({ x, from, to }) => {
          const height = Math.max(LEAST, Math.abs(to - from));
          return (
            <rect
              key={x}
              x={x - width / 2}
              y={to < from ? from - height : from}
              width={width}
              height={height}
            />
          );
        })}
    </g>
  );
}
