import { type Column, NUMBER, Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import type { GrowthWeek } from './growth.ts';

/** Week by week: who came as a filled bar, who left as an open one, and the numbers beside them. Newest on top. */
export function GrowthTable({ growth }: { readonly growth: readonly GrowthWeek[] }) {
  const most = Math.max(1, ...growth.flatMap(week => [week.confirmed, week.left]));
  const columns: readonly Column<GrowthWeek>[] = [
    { head: 'Week', names: true, cell: ({ week }) => week },
    { head: 'Confirmed', headSpan: 2, className: 'number', cell: ({ confirmed }) => count(confirmed) },
    drawn(({ confirmed }) => <Bar kind="came" share={confirmed / most} />),
    { head: 'Left', headSpan: 2, className: 'number', cell: ({ left }) => count(left) },
    drawn(({ left }) => <Bar kind="gone" share={left / most} />),
    { head: 'Readers then', ...NUMBER, cell: ({ readers }) => count(readers) },
  ];
  return (
    <Table
      label="Growth by week"
      className="rows growth"
      columns={columns}
      lines={growth.toReversed()}
      keyOf={({ week }) => week}
    />
  );
}

/** Under the head of the number it draws. */
function drawn(cell: Column<GrowthWeek>['cell']): Column<GrowthWeek> {
  return { head: '', headSpan: 0, className: 'drawn', cell };
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
