import { usePublication } from '../../web/publication.tsx';
import { SeekForm } from '../../web/seek-form.tsx';
import { type Column, NUMBER, Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import { AudiencePage } from './audience-page.tsx';
import { GrowthChart } from './growth-chart.tsx';
import type { AudienceOverview } from './overview.ts';
import { LISTED_REASONS, REASON_WORDS, STATUS_WORDS, STATUSES, sourceWords } from './status-words.ts';

interface OverviewPageProps {
  readonly overview: AudienceOverview;
}

/** How the audience stands, how it came there, and where from. */
export function OverviewPage({ overview }: OverviewPageProps) {
  const { timezone } = usePublication();
  const { states, growth } = overview;
  return (
    <AudiencePage title="Audience" at="overview">
      <p className="lead">
        <strong>{`${count(states.confirmed)} ${states.confirmed === 1 ? 'reader gets' : 'readers get'} the next issue`}</strong>
        {`, as things stand. ${recently(growth)}`}
      </p>
      <SeekForm action="/desk/audience/readers" label="Address or name, or part of one" text="" />
      <div className="halves">
        <div>
          <States overview={overview} />
          <h2>Where they came from</h2>
          <Sources overview={overview} />
        </div>
        <div>
          <h2>Growth, week by week</h2>
          <GrowthChart
            growth={growth}
            note={`Filled: confirmed; a reader who came back counts in the week of the last return. Open: unsubscribed, suppressed or erased after having been confirmed. Weeks begin on Monday, ${timezone} time.`}
          />
        </div>
      </div>
    </AudiencePage>
  );
}

/** The last four weeks in one sentence. */
function recently(growth: AudienceOverview['growth']): string {
  const weeks = growth.slice(-4);
  const came = weeks.reduce((sum, week) => sum + week.confirmed, 0);
  const left = weeks.reduce((sum, week) => sum + week.left, 0);
  return `In the last four weeks ${count(came)} confirmed and ${count(left)} left.`;
}

function States({ overview: { states, suppressions } }: OverviewPageProps) {
  const listed = LISTED_REASONS.reduce((sum, reason) => sum + suppressions[reason], 0);
  const columns: readonly Column<(typeof STATUSES)[number]>[] = [
    {
      head: 'State',
      names: true,
      cell: status => (
        <>
          <a href={`/desk/audience/readers?status=${status}`}>{STATUS_WORDS[status][0]}</a>
          <br />
          <span className="soft">{STATUS_WORDS[status][1]}</span>
        </>
      ),
    },
    { head: 'Subscribers', ...NUMBER, cell: status => count(states[status]) },
  ];
  return (
    <>
      <h2>Where they stand</h2>
      <Table label="Subscribers by state" columns={columns} lines={STATUSES} keyOf={status => status} />
      <p>
        {'On the '}
        <a href="/desk/audience/suppressions">suppression list</a>
        {`: ${count(listed)} ${listed === 1 ? 'address' : 'addresses'} (`}
        {LISTED_REASONS.map(reason => `${REASON_WORDS[reason]} ${count(suppressions[reason])}`).join(', ')}
        {'), subscribers or not.'}
      </p>
    </>
  );
}

const SOURCE_COLUMNS: readonly Column<AudienceOverview['sources'][number]>[] = [
  { head: 'Source', names: true, cell: ({ source }) => sourceWords(source) },
  { head: 'Readers', ...NUMBER, cell: ({ readers }) => count(readers) },
  { head: 'Pending', ...NUMBER, cell: ({ pending }) => count(pending) },
  { head: 'Ever', ...NUMBER, cell: ({ all }) => count(all) },
];

function Sources({ overview: { sources } }: OverviewPageProps) {
  if (sources.length === 0) return <p>There are no subscribers yet.</p>;
  return (
    <Table
      label="Subscribers by source"
      columns={SOURCE_COLUMNS}
      lines={sources}
      keyOf={({ source }) => source}
    />
  );
}
