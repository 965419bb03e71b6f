import type { Panel } from './panel.ts';
import type { Scale, Tick } from './scale.ts';

/** Hairlines across a panel, each with its value to the left. */
export function ValueAxis({ panel, scale }: { readonly panel: Panel; readonly scale: Scale }) {
  return (
    <g className="axis">
      {scale.ticks.map(({ at, words }) => (
        <g key={at}>
          <line x1={panel.left} x2={panel.right} y1={at} y2={at} />
          <text x={panel.left - 8} y={at + 5} textAnchor="end">
            {words}
          </text>
        </g>
      ))}
    </g>
  );
}

/** What stands under a panel, as far as there is room; small marks say where exactly. */
export function BaseAxis({ panel, ticks }: { readonly panel: Panel; readonly ticks: readonly Tick[] }) {
  return (
    <g className="axis base">
      {apart(ticks).map(({ at, words }) => (
        <g key={`${at} ${words}`}>
          <line x1={at} x2={at} y1={panel.bottom} y2={panel.bottom + 5} />
          <text x={at} y={panel.bottom + 20} textAnchor={anchorAt(at, words, panel)}>
            {words}
          </text>
        </g>
      ))}
    </g>
  );
}

/** A label at an end of the base grows inwards, so that it stays on the drawing. */
function anchorAt(at: number, words: string, { left, right }: Panel): 'start' | 'middle' | 'end' {
  const half = halfOf(words);
  if (at - half < left - half / 2) return 'start';
  return at + half > right + half / 2 ? 'end' : 'middle';
}

/** Leaves out what would run into the label before it. */
function apart(ticks: readonly Tick[]): Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) {
    const before = kept.at(-1);
    if (before && tick.at - halfOf(tick.words) < before.at + halfOf(before.words) + 8) continue;
    kept.push(tick);
  }
  return kept;
}

function halfOf(words: string): number {
  return words.length * 3.9;
}
