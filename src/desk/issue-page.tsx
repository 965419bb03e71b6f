import type { ComponentProps } from 'react';
import type { Issue } from '../issue/issue.ts';
import { DeskPage } from './desk-page.tsx';
import { IssueHead } from './issue-head.tsx';
import { Voided } from './voided.tsx';

interface IssuePageProps extends Omit<ComponentProps<typeof DeskPage>, 'at' | 'heading'> {
  readonly issue: Issue;
  /** Which of the issue's pages this is, or belongs to. */
  readonly tab: ComponentProps<typeof IssueHead>['at'];
  /** Whether it asks once more about the issue's next step. */
  readonly isAsked?: boolean;
}

/** A page of the desk about one issue. */
export function IssuePage({ issue, tab, isAsked = false, note = '', children, ...page }: IssuePageProps) {
  const { voided } = issue;
  const isVoided = note !== '' && voided !== null;
  return (
    <DeskPage
      {...page}
      at="issues"
      heading={<IssueHead issue={issue} at={tab} isAsked={isAsked} />}
      note={isVoided ? '' : note}
    >
      {isVoided ? <Voided issue={issue} voided={voided} note={note} /> : null}
      {children}
    </DeskPage>
  );
}
