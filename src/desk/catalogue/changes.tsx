import type { ReactNode } from 'react';
import type {
  CatalogueDifference,
  ListedDifference,
  NamedTool,
  PriceChange,
  VerdictChange,
} from '../../catalogue/difference.ts';
import { Instant } from '../../web/instant.tsx';
import { type Column, Table } from '../../web/table.tsx';
import { count, countOf } from '../count.ts';

interface ChangesProps {
  readonly difference: ListedDifference;
  /** When the newer version came, epoch ms. */
  readonly at: number;
}

/** What the catalogue in use says otherwise than the one before it. */
export function Changes({ difference: { counts, listed }, at }: ChangesProps) {
  return (
    <>
      <h2>
        {'What changed on '}
        <Instant at={at} />
      </h2>
      <p>{changesWords(counts)}</p>
      <Names head="New" tools={listed.added} all={counts.added} areThere />
      <Names head="Gone" tools={listed.gone} all={counts.gone} />
      <Part head="Verdicts" all={counts.verdicts} shown={listed.verdicts.length}>
        <Table
          label="Changed verdicts"
          className="rows"
          columns={VERDICT_COLUMNS}
          lines={listed.verdicts}
          keyOf={(_, index) => index}
        />
      </Part>
      <Part head="Prices" all={counts.prices} shown={listed.prices.length}>
        <Table
          label="Changed prices"
          className="rows"
          columns={PRICE_COLUMNS}
          lines={listed.prices}
          keyOf={({ slug }) => slug}
        />
      </Part>
      <Names head="Other words" tools={listed.otherwise} all={counts.otherwise} areThere />
    </>
  );
}

/** All of it in one sentence. */
function changesWords(counts: Readonly<Record<keyof CatalogueDifference, number>>): string {
  const { added, gone, verdicts, prices, otherwise, joined, left } = counts;
  const words = [
    added === 0 ? '' : `${countOf(added, 'tool')} new`,
    gone === 0 ? '' : `${count(gone)} gone`,
    verdicts === 0 ? '' : `${countOf(verdicts, 'verdict')} changed`,
    prices === 0 ? '' : `${countOf(prices, 'price')} changed`,
    otherwise === 0 ? '' : `${countOf(otherwise, 'tool')} with other words`,
    joined === 0 ? '' : `${countOf(joined, 'panellist')} joined`,
    left === 0 ? '' : `${countOf(left, 'panellist')} left`,
  ].filter(part => part !== '');
  return words.length === 0
    ? 'Nothing that we read from it: spaces, order or fields left empty.'
    : `${words.join(', ')}.`;
}

const VERDICT_COLUMNS: readonly Column<VerdictChange>[] = [
  { head: 'Tool', names: true, className: 'who', cell: tool => <ToolLink {...tool} /> },
  { head: 'Panellist', dir: 'auto', cell: ({ by }) => by },
  { head: 'Before', cell: ({ before }) => <Verdict is={before} /> },
  { head: 'Now', cell: ({ after }) => <Verdict is={after} /> },
];

const PRICE_COLUMNS: readonly Column<PriceChange>[] = [
  { head: 'Tool', names: true, className: 'who', cell: tool => <ToolLink {...tool} /> },
  { head: 'Before', cell: ({ before }) => before },
  { head: 'Now', cell: ({ after }) => after },
];

function Verdict({ is }: { readonly is: VerdictChange['before'] }) {
  return is === null ? 'no review' : <span className={`verdict-word ${is}`}>{is}</span>;
}

function Names({
  head,
  tools,
  all,
  areThere = false,
}: {
  readonly head: string;
  readonly tools: readonly NamedTool[];
  readonly all: number;
  readonly areThere?: boolean;
}) {
  return (
    <Part head={head} all={all} shown={tools.length}>
      <ul>
        {tools.map(tool => (
          <li key={tool.slug}>{areThere ? <ToolLink {...tool} /> : <bdi>{tool.name}</bdi>}</li>
        ))}
      </ul>
    </Part>
  );
}

function Part({
  head,
  all,
  shown,
  children,
}: {
  readonly head: string;
  readonly all: number;
  readonly shown: number;
  readonly children: ReactNode;
}) {
  if (all === 0) return null;
  return (
    <>
      <h3>{head}</h3>
      {children}
      {all > shown ? <p>{`… and ${count(all - shown)} more.`}</p> : null}
    </>
  );
}

function ToolLink({ slug, name }: NamedTool) {
  return (
    <a href={`/desk/catalogue/tools/${encodeURIComponent(slug)}`}>
      <bdi>{name}</bdi>
    </a>
  );
}
