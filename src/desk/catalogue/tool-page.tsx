import { printedDate } from '../../../templates/printed-date.ts';
import { panelShare } from '../../catalogue/panel-share.ts';
import { priceLabel } from '../../catalogue/price-label.ts';
import { roleLabel } from '../../catalogue/scorecard.ts';
import type { Panelist, Tool } from '../../catalogue/tool.ts';
import { type Fact, Facts } from '../../web/facts.tsx';
import { type Column, Table } from '../../web/table.tsx';
import { HOUSE_WORDS } from '../../words/words.ts';
import { DeskPage } from '../desk-page.tsx';
import { STATE_WORDS } from '../issue-state.tsx';
import type { Featured } from './tool-search.ts';
import { PriceChecked } from './tools-table.tsx';

interface ToolPageProps {
  readonly tool: Tool;
  readonly panel: readonly Panelist[];
  /** Newest first. */
  readonly featured: readonly Featured[];
  readonly file: string;
  readonly today: string;
}

/** One tool with everything the file says of it, and where it was featured. */
export function ToolPage({ tool, panel, featured, file, today }: ToolPageProps) {
  return (
    <DeskPage title={tool.name} at="catalogue">
      <p className="lead" dir="auto">
        {tool.tagline}
      </p>
      <Facts of={factsOf(tool, today)} />
      <p dir="auto">{tool.description}</p>
      <Reviews tool={tool} panel={panel} />
      <h2>Featured</h2>
      <Issues featured={featured} />
      <p className="soft">
        {'All of this is edited in '}
        <code className="who">{file}</code>
        {', at the tool with the slug '}
        <code>{tool.slug}</code>
        {'. '}
        <a href="/desk/catalogue">All tools</a>
      </p>
    </DeskPage>
  );
}

function factsOf(tool: Tool, today: string): readonly Fact[] {
  const { url, status, popularity } = tool;
  const link =
    url === undefined ? null : (
      <a href={url} rel="noreferrer">
        {url}
      </a>
    );
  return [
    ['Price', priceLabel(tool.price, HOUSE_WORDS)],
    ['Price checked', <PriceChecked key="checked" on={tool.priceCheckedOn ?? ''} today={today} />],
    ['Link', link],
    written('Pick it when', tool.pickWhen),
    written('Maker', tool.maker),
    written('Category', tool.category),
    written('Tags', tool.tags.join(', ')),
    written('Status', status === 'active' ? '' : status),
    written('Affiliation', tool.affiliation),
    written('Note', tool.note),
    written('Family', tool.family),
    written('Popularity', popularity === undefined ? '' : String(popularity)),
    written('In the file since', printedDate(tool.addedOn)),
  ];
}

/** In whichever direction the file's words run. */
function written(name: string, words = ''): Fact {
  return [name, words === '' ? null : <bdi key={name}>{words}</bdi>];
}

function Reviews({ tool: { reviews }, panel }: Pick<ToolPageProps, 'tool' | 'panel'>) {
  const { ships, skips, percent } = panelShare(reviews);
  if (reviews.length === 0) return <h2>No reviews</h2>;
  const columns: readonly Column<Tool['reviews'][number]>[] = [
    { head: 'Panellist', names: true, dir: 'auto', cell: ({ panelist }) => seatWords(panelist, panel) },
    {
      head: 'Verdict',
      cell: ({ verdict }) => <span className={`verdict-word ${verdict}`}>{verdict}</span>,
    },
    { head: 'Quote, and its pull quote', cell: review => <Quote review={review} /> },
    {
      head: 'Reviewed',
      cell: ({ reviewedOn }) => (reviewedOn === undefined ? '—' : printedDate(reviewedOn)),
    },
  ];
  return (
    <>
      <h2>{`Reviews: ${ships} of ${ships + skips} say ship, ${percent}%`}</h2>
      <Table
        label="Reviews"
        className="rows reviews"
        columns={columns}
        lines={reviews}
        keyOf={({ panelist }) => panelist}
      />
    </>
  );
}

function Quote({ review: { quote, pull } }: { readonly review: Tool['reviews'][number] }) {
  return (
    <>
      <blockquote dir="auto">{quote}</blockquote>
      {pull === quote ? null : <p className="soft" dir="auto">{`Pull: ${pull}`}</p>}
    </>
  );
}

/** A panellist named after their role is not told it twice. */
function seatWords(panelist: string, panel: readonly Panelist[]): string {
  const seat = panel.find(({ id }) => id === panelist);
  if (seat === undefined) return panelist;
  const { name, role } = seat;
  return name.toLowerCase().includes(role.toLowerCase()) ? name : `${name}, ${roleLabel(role)}`;
}

const ISSUE_COLUMNS: readonly Column<Featured>[] = [
  {
    head: 'Issue',
    names: true,
    cell: ({ week, number }) => <a href={`/desk/issues/${week}`}>{`No. ${number}, ${week}`}</a>,
  },
  {
    head: 'Against',
    cell: ({ against }) => <a href={`/desk/catalogue/tools/${encodeURIComponent(against)}`}>{against}</a>,
  },
  { head: 'State', cell: ({ state }) => STATE_WORDS[state] },
];

function Issues({ featured }: Pick<ToolPageProps, 'featured'>) {
  if (featured.length === 0) return <p>It has not been in an issue yet.</p>;
  return (
    <Table
      label="Issues with this tool"
      columns={ISSUE_COLUMNS}
      lines={featured}
      keyOf={({ week }) => week}
    />
  );
}
