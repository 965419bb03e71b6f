import { printedDate } from '../../../templates/printed-date.ts';
import { countOf } from '../count.ts';
import { Scroll } from '../scroll.tsx';
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
      <Scroll label="Tools">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Tool</th>
              <th scope="col">Category</th>
              <th scope="col" className="number">
                Panel ship
              </th>
              <th scope="col">Price</th>
              <th scope="col">Checked</th>
              <th scope="col">Last featured</th>
            </tr>
          </thead>
          <tbody>
            {found.lines.map(line => (
              <Line key={line.slug} line={line} last={featured.get(line.slug)?.[0]} today={today} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {found.pages === 1 ? null : (
        <nav aria-label="Pages" className="paging">
          {page === 1 ? <span>First page</span> : <a href={address(search, page - 1)}>Page before</a>}
          {page === found.pages ? <span>Last page</span> : <a href={address(search, page + 1)}>Next page</a>}
        </nav>
      )}
    </>
  );
}

function Line({
  line,
  last,
  today,
}: {
  readonly line: ToolLine;
  readonly last: Featured | undefined;
  readonly today: string;
}) {
  return (
    <tr>
      <th scope="row" className="who">
        <a href={`/desk/catalogue/tools/${encodeURIComponent(line.slug)}`}>
          <bdi>{line.name}</bdi>
        </a>
        {line.status === 'active' ? null : <span className="grave-word">{` ${line.status}`}</span>}
      </th>
      <td dir="auto">{line.category}</td>
      <td className="number">{line.reviews === 0 ? '—' : `${line.ships} of ${line.reviews}`}</td>
      <td>{line.price}</td>
      <td>
        <PriceChecked on={line.priceCheckedOn} today={today} />
      </td>
      <td>
        {last === undefined ? (
          '—'
        ) : (
          <a href={`/desk/issues/${last.week}`} className="whole">{`No. ${last.number}, ${last.week}`}</a>
        )}
      </td>
    </tr>
  );
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
  const parameters = new URLSearchParams();
  if (text !== '') parameters.set('q', text);
  if (category !== '') parameters.set('category', category);
  if (prices !== null) parameters.set('prices', prices);
  if (page > 1) parameters.set('page', String(page));
  const query = parameters.toString();
  return `/desk/catalogue${query === '' ? '' : `?${query}`}`;
}
