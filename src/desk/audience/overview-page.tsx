import type { WebDeps } from '../../web/web-deps.ts';
import { count } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { Scroll } from '../scroll.tsx';
import { AudienceTabs } from './audience-tabs.tsx';
import { GrowthTable } from './growth-table.tsx';
import type { AudienceOverview } from './overview.ts';
import { SeekForm } from './seek-form.tsx';
import { REASON_WORDS, STATUS_WORDS, STATUSES, sourceWords } from './status-words.ts';

interface OverviewPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly overview: AudienceOverview;
}

/** How the audience stands, how it came there, and where from. */
export function OverviewPage({ deps, editor, overview }: OverviewPageProps) {
  const { states, growth } = overview;
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title="Audience"
      at="audience"
      heading={<AudienceTabs title="Audience" at="overview" />}
    >
      <p className="lead">
        <strong>{`${count(states.confirmed)} ${states.confirmed === 1 ? 'reader gets' : 'readers get'} the next issue`}</strong>
        {`, as it stands now. ${recently(growth)}`}
      </p>
      <SeekForm text="" />
      <div className="halves">
        <div>
          <States overview={overview} />
          <Sources overview={overview} />
        </div>
        <div>
          <h2>Growth, week by week</h2>
          <GrowthTable growth={growth} />
          <p className="soft">
            {
              'Who came back counts where they came last. Left: unsubscribed, suppressed or erased after having been confirmed. Weeks begin on Monday, '
            }
            {`${deps.publication.timezone} time.`}
          </p>
        </div>
      </div>
    </DeskPage>
  );
}

/** The last four weeks in one sentence. */
function recently(growth: AudienceOverview['growth']): string {
  const weeks = growth.slice(-4);
  const came = weeks.reduce((sum, week) => sum + week.confirmed, 0);
  const left = weeks.reduce((sum, week) => sum + week.left, 0);
  return `In these four weeks ${count(came)} confirmed and ${count(left)} left.`;
}

function States({ overview: { states, suppressions } }: Pick<OverviewPageProps, 'overview'>) {
  const listed = suppressions.hard_bounce + suppressions.complaint + suppressions.manual;
  return (
    <>
      <h2>How they stand</h2>
      <Scroll label="Subscribers by state">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col" className="number">
                Subscribers
              </th>
            </tr>
          </thead>
          <tbody>
            {STATUSES.map(status => (
              <tr key={status}>
                <th scope="row">
                  <a href={`/desk/audience/readers?status=${status}`}>{STATUS_WORDS[status][0]}</a>
                  <br />
                  <span className="soft">{STATUS_WORDS[status][1]}</span>
                </th>
                <td className="number">{count(states[status])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p>
        {'On the '}
        <a href="/desk/audience/suppressions">suppression list</a>
        {`: ${count(listed)} ${listed === 1 ? 'address' : 'addresses'} (`}
        {(['hard_bounce', 'complaint', 'manual'] as const)
          .map(reason => `${REASON_WORDS[reason]} ${count(suppressions[reason])}`)
          .join(', ')}
        {'), subscribers or not.'}
      </p>
    </>
  );
}

function Sources({ overview: { sources } }: Pick<OverviewPageProps, 'overview'>) {
  return (
    <>
      <h2>Where they came from</h2>
      {sources.length === 0 ? (
        <p>Nobody has come yet.</p>
      ) : (
        <Scroll label="Subscribers by source">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col" className="number">
                  Readers
                </th>
                <th scope="col" className="number">
                  Pending
                </th>
                <th scope="col" className="number">
                  Ever
                </th>
              </tr>
            </thead>
            <tbody>
              {sources.map(({ source, readers, pending, all }) => (
                <tr key={source}>
                  <th scope="row">{sourceWords(source)}</th>
                  <td className="number">{count(readers)}</td>
                  <td className="number">{count(pending)}</td>
                  <td className="number">{count(all)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
