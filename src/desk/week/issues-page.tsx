import type { Issue } from '../../issue/issue.ts';
import type { NamePairing } from '../../newsroom/pairing-names.ts';
import { Instant } from '../../web/instant.tsx';
import { type Column, Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import { StateMark } from '../issue-state.tsx';

interface IssuesPageProps {
  /** Newest first. */
  readonly issues: readonly Issue[];
  readonly thisWeek: string;
  readonly named: NamePairing;
}

/** Every issue in a line. */
export function IssuesPage({ issues, thisWeek, named }: IssuesPageProps) {
  return (
    <DeskPage title="Issues" at="issues">
      {issues.some(issue => issue.week === thisWeek) ? null : (
        <p className="lead">
          {`${thisWeek} is not picked yet. `}
          <a href={`/desk/issues/${thisWeek}`}>Look at this week</a>
        </p>
      )}
      {issues.length === 0 ? null : (
        <Table label="All issues" folds columns={columns(named)} lines={issues} keyOf={({ week }) => week} />
      )}
    </DeskPage>
  );
}

const columns = (named: NamePairing): readonly Column<Issue>[] => [
  {
    head: 'Issue',
    names: true,
    className: 'whole',
    cell: ({ number, week }) => <a href={`/desk/issues/${week}`}>{`No. ${number}, ${week}`}</a>,
  },
  { head: 'State', foldedHead: '', className: 'whole', cell: issue => <StateMark issue={issue} /> },
  {
    head: 'Pairings',
    foldedHead: '',
    className: 'many-words',
    cell: ({ pick }) => pick.pairings.map(named).join(' · '),
  },
  {
    head: 'Audience',
    headClass: 'number',
    className: 'number',
    cell: ({ audience }) => (audience === null ? '—' : count(audience)),
  },
  { head: 'Sends', cell: ({ settledAt, sendAt }) => <Instant at={settledAt ?? sendAt} /> },
];
