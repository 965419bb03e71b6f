import type { Issue } from '../issue/issue.ts';
import { dueAt } from '../newsroom/due-at.ts';
import { LinkList } from '../web/link-list.tsx';
import { StateMark } from './issue-state.tsx';
import { useVisit } from './visit.tsx';
import { When } from './when.tsx';

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
        <When at={issue.settledAt} />
      </>
    );
  }
  if (issue.frozenAt !== null) {
    return (
      <>
        {issue.state === 'sending' ? 'since ' : 'after it began on '}
        <When at={issue.frozenAt} />
      </>
    );
  }
  if (issue.state === 'aborted') return null;
  const due = dueAt(room, issue);
  return (
    <>
      {issue.state === 'approved' ? 'goes out on ' : 'would go out on '}
      <When at={due} />
    </>
  );
}
