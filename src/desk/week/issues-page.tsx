import type { Issue } from '../../issue/issue.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { count } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { StateMark } from '../issue-state.tsx';
import { Scroll } from '../scroll.tsx';

interface IssuesPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  /** Newest first. */
  readonly issues: readonly Issue[];
  readonly thisWeek: string;
}

/** Every issue in a line. */
export function IssuesPage({ deps, editor, issues, thisWeek }: IssuesPageProps) {
  return (
    <DeskPage deps={deps} editor={editor} title="Issues" at="issues">
      {issues.some(issue => issue.week === thisWeek) ? null : (
        <p className="lead">
          {`${thisWeek} is not picked yet. `}
          <a href={`/desk/issues/${thisWeek}`}>Look at this week</a>
        </p>
      )}
      {issues.length === 0 ? null : (
        <Scroll label="All issues">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">Issue</th>
                <th scope="col">State</th>
                <th scope="col">Pairings</th>
                <th scope="col" className="number">
                  Audience
                </th>
                <th scope="col">Sends</th>
              </tr>
            </thead>
            <tbody>
              {issues.map(issue => (
                <Line key={issue.week} deps={deps} issue={issue} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </DeskPage>
  );
}

function Line({ deps, issue }: { deps: WebDeps; issue: Issue }) {
  return (
    <tr>
      <th scope="row" className="whole">
        <a href={`/desk/issues/${issue.week}`}>{`No. ${issue.number}, ${issue.week}`}</a>
      </th>
      <td className="whole">
        <StateMark issue={issue} />
      </td>
      <td className="many-words">{issue.pick.pairings.map(({ a, b }) => `${a} vs ${b}`).join(' · ')}</td>
      <td className="number">{issue.audience === null ? '—' : count(issue.audience)}</td>
      <td>
        <Instant at={issue.settledAt ?? issue.sendAt} zone={deps.publication.timezone} />
      </td>
    </tr>
  );
}
