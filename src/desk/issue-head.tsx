import type { Issue } from '../issue/issue.ts';
import { LinkList } from '../web/link-list.tsx';
import { type IssueTab, NextStep, tabHref } from './next-step.tsx';

const TABS: readonly (readonly [IssueTab, string])[] = [
  ['issue', 'Pairings'],
  ['words', 'Words'],
  ['preview', 'Preview'],
  ['check', 'Check and approve'],
  ['progress', 'Going out'],
];

interface IssueHeadProps {
  readonly issue: Issue;
  readonly at: IssueTab;
  /** As in NextStep. */
  readonly isAsked?: boolean;
}

/** What stands above every page of one issue: which it is, how it stands, what to do next, and its pages. */
export function IssueHead({ issue, at, isAsked = false }: IssueHeadProps) {
  return (
    <header className="issue-head">
      <h1>{`No. ${issue.number}, ${issue.week}`}</h1>
      <NextStep issue={issue} at={at} isAsked={isAsked} />
      <LinkList
        label={`Issue ${issue.week}`}
        className="tabs"
        links={TABS.map(([tab, words]) => ({ href: tabHref(issue.week, tab), words, current: tab === at }))}
      />
    </header>
  );
}
