import { printedDate } from '../../../templates/printed-date.ts';
import { type Column, NUMBER, Table } from '../../web/table.tsx';
import { countOf } from '../count.ts';
import { withQuery } from '../with-query.ts';
import type { ToolLine } from './tool-line.ts';
import { type Featured, type FoundTools, PRICE_OLD_DAYS, priceDays, type ToolSearch } from './tool-search.ts';

interface ToolsTableProps {
  readonly search: ToolSearch;
  readonly found: FoundTools;
  readonly featured: ReadonlyMap<string, readonly Featured[]>;
  readonly today: string;
}

/** One page of tools, a line each. */
export function ToolsTable({ search, found, featured, today }: ToolsTableProps) {
  const page = Math.min(search.page, found.pages);
  return (
    <>
      <Table
        label="Tools"
        folds
        columns={columns(featured, today)}
        lines={found.lines}
        keyOf={({ slug }) => slug}
      />
      {found.pages === 1 ? null : (
        <nav aria-label="Pages" className="paging">
          {page === 1 ? <span>First page</span> : <a href={address(search, page - 1)}>Previous page</a>}
          {page === found.pages ? <span>Last page</span> : <a href={address(search, page + 1)}>Next page</a>}
        </nav>
      )}
    </>
  );
}

function columns(featured: ToolsTableProps['featured'], today: string): readonly Column<ToolLine>[] {
  return [
    { head: 'Tool', names: true, className: 'who', cell: line => <Name line={line} /> },
    { head: 'Category', dir: 'auto', cell: ({ category }) => category },
    {
      head: 'Panel ship',
      ...NUMBER,
      cell: ({ ships, reviews }) => (reviews === 0 ? '—' : `${ships} of ${reviews}`),
    },
    { head: 'Price', cell: ({ price }) => price },
    { head: 'Checked', cell: ({ priceCheckedOn }) => <PriceChecked on={priceCheckedOn} today={today} /> },
    { head: 'Last featured', cell: ({ slug }) => <LastFeatured last={featured.get(slug)?.[0]} /> },
  ];
}

function Name({ line: { slug, name, status } }: { readonly line: ToolLine }) {
  return (
    <>
      <a href={`/desk/catalogue/tools/${encodeURIComponent(slug)}`}>
        <bdi>{name}</bdi>
      </a>
      {status === 'active' ? null : <span className="grave-word">{` ${status}`}</span>}
    </>
  );
}

function LastFeatured({ last }: { readonly last: Featured | undefined }) {
  if (last === undefined) return '—';
  return <a href={`/desk/issues/${last.week}`} className="whole">{`No. ${last.number}, ${last.week}`}</a>;
}

/** When a price was looked at, how long ago that is, and whether that is too long. */
export function PriceChecked({ on, today }: { readonly on: string; readonly today: string }) {
  const days = priceDays(on, today);
  if (days === null) return <span className="age never">never</span>;
  const isOld = days > PRICE_OLD_DAYS;
  return (
    <span className={isOld ? 'age old' : 'age'}>
      <time dateTime={on}>{printedDate(on)}</time>
      {days === 0 ? ', today' : `, ${countOf(days, 'day')}${isOld ? ': look again' : ''}`}
    </span>
  );
}

function address({ text, category, prices }: ToolSearch, page: number): string {
  return withQuery('/desk/catalogue', { q: text, category, prices, page: page > 1 ? page : null });
}
