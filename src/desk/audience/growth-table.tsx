import { count } from '../count.ts';
import { Scroll } from '../scroll.tsx';
import type { GrowthWeek } from './growth.ts';

/** Week by week: who came as a filled bar, who left as an open one, and the numbers beside them. Newest on top. */
export function GrowthTable({ growth }: { readonly growth: readonly GrowthWeek[] }) {
  const most = Math.max(1, ...growth.flatMap(week => [week.confirmed, week.left]));
  return (
    <Scroll label="Growth by week">
      <table className="rows growth">
        <thead>
          <tr>
            <th scope="col">Week</th>
            <th scope="col" colSpan={2}>
              Confirmed
            </th>
            <th scope="col" colSpan={2}>
              Left
            </th>
            <th scope="col" className="number">
              Readers then
            </th>
          </tr>
        </thead>
        <tbody>
          {growth.toReversed().map(({ week, confirmed, left, readers }) => (
            <tr key={week}>
              <th scope="row">{week}</th>
              <td className="number">{count(confirmed)}</td>
              <td className="drawn">
                <Bar kind="came" share={confirmed / most} />
              </td>
              <td className="number">{count(left)}</td>
              <td className="drawn">
                <Bar kind="gone" share={left / most} />
              </td>
              <td className="number">{count(readers)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Anything above nothing can be seen. */
function Bar({ kind, share }: { readonly kind: 'came' | 'gone'; readonly share: number }) {
  const width = share === 0 ? 0 : Math.max(1.5, Math.round(share * 1_000) / 10);
  return (
    <svg
      className={kind}
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {width === 0 ? null : <rect x="0.5" y="1.5" width={Math.max(1, width - 1)} height="9" />}
    </svg>
  );
}
