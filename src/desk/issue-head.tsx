import type { Issue } from '../issue/issue.ts';
import { dueAt } from '../newsroom/due-at.ts';
import { Instant } from '../web/instant.tsx';
import { LinkList } from '../web/link-list.tsx';
import { countOf } from './count.ts';
import { StateMark } from './issue-state.tsx';
import { useVisit } from './visit.tsx';

type IssueTab = 'issue' | 'preview' | 'check' | 'progress';

const TABS: readonly (readonly [IssueTab, string, string])[] = [
  ['issue', '', 'Content'],
  ['preview', '/preview', 'Preview'],
  ['check', '/check', 'Check and approve'],
  ['progress', '/progress', 'Going out'],
];

/** What stands above every page of one issue: which it is, how it stands, when it goes, and its pages. */
export function IssueHead({ issue, at }: { issue: Issue; at: IssueTab }) {
  const base = `/desk/issues/${issue.week}`;
  return (
    <header className="issue-head">
      <h1>{`No. ${issue.number}, ${issue.week}`}</h1>
      <p className="standing">
        <StateMark issue={issue} /> <Clock issue={issue} />
      </p>
      {issue.reason === '' ? null : <p className="reason">{issue.reason}</p>}
      <LinkList
        label={`Issue ${issue.week}`}
        className="tabs"
        links={TABS.map(([tab, path, words]) => ({ href: `${base}${path}`, words, current: tab === at }))}
      />
    </header>
  );
}

function Clock({ issue }: { issue: Issue }) {
  const { room } = useVisit();
  if (issue.settledAt !== null) {
    return (
      <>
        {'on '}
        <Instant at={issue.settledAt} />
      </>
    );
  }
  if (issue.frozenAt !== null) {
    return (
      <>
        {issue.state === 'sending' ? 'since ' : 'after it began on '}
        <Instant at={issue.frozenAt} />
      </>
    );
  }
  if (issue.state === 'aborted') return null;
  const due = dueAt(room, issue);
  return (
    <>
      {issue.state === 'approved' ? 'goes out on ' : 'would go out on '}
      <Instant at={due} />
      {` (${untilWords(due - room.now())})`}
    </>
  );
}

/** `in 2 days 3 hours`, `in 12 minutes`, `now`, `40 minutes ago`: two units at most. @param ms from now, negative for the past */
export function untilWords(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes === 0) return 'now';
  const parts = [
    [Math.floor(minutes / 1_440), 'day'],
    [Math.floor((minutes % 1_440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const;
  const words = parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([amount, unit]) => countOf(amount, unit))
    .join(' ');
  return ms > 0 ? `in ${words}` : `${words} ago`;
}
