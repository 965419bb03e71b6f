import type { ReactNode } from 'react';
import type { Issue } from '../../issue/issue.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import { type UnsavedWord, UnsavedWords } from '../unsaved-words.tsx';

interface OverPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly issue: Issue;
  /** What could not be done; '' for nothing. */
  readonly problem?: string;
  readonly unsaved?: readonly UnsavedWord[];
}

/** In place of the check where nothing can be decided any more, or nothing is there to be checked. */
export function OverPage({ deps, editor, issue, problem = '', unsaved = [] }: OverPageProps) {
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`Check and approve ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="check" />}
      problem={problem}
    >
      <UnsavedWords words={unsaved} />
      <p className="lead">{sentence(issue)}</p>
      {issue.approval === null ? null : (
        <p>
          {`Approved by ${issue.approval.by} on `}
          <Instant at={issue.approval.at} zone={deps.publication.timezone} />
          {', content '}
          <code>{issue.approval.hash.slice(0, 12)}</code>.
        </p>
      )}
    </DeskPage>
  );
}

function sentence(issue: Issue): ReactNode {
  const desk = `/desk/issues/${issue.week}`;
  if (issue.state === 'aborted')
    return 'It was ended for good: there is nothing left to check or to approve.';
  if (issue.frozenAt !== null) {
    return (
      <>
        {'It has started to go out, and everybody gets the same. '}
        <a href={`${desk}/progress`}>See how it goes</a>
      </>
    );
  }
  return (
    <>
      {'It has no pairing: there is nothing to check. Add tools or reviews, then pick again. '}
      <a href={desk}>Look at the content</a>
    </>
  );
}
