import type { ReactNode } from 'react';
import type { Issue } from '../../issue/issue.ts';
import { Instant } from '../../web/instant.tsx';
import { IssuePage } from '../issue-page.tsx';
import { type UnsavedWord, UnsavedWords } from '../unsaved-words.tsx';
import type { Typed } from './check-form.ts';

interface OverPageProps {
  readonly issue: Issue;
  /** What could not be done; '' for nothing. */
  readonly problem: string;
  readonly typed: Typed;
}

/** In place of the check where nothing can be decided any more, or nothing is there to be checked. */
export function OverPage({ issue, problem, typed }: OverPageProps) {
  const { approval } = issue;
  const unsaved: UnsavedWord[] = [
    ['Why it is held', typed.reason],
    ['Addresses of the test', typed.test.typed],
  ];
  return (
    <IssuePage issue={issue} tab="check" title={`Check and approve ${issue.week}`} problem={problem}>
      <UnsavedWords words={unsaved} />
      <p className="lead">{sentence(issue)}</p>
      {approval === null ? null : (
        <p>
          {`Approved by ${approval.by} on `}
          <Instant at={approval.at} />
          {', content '}
          <code>{approval.hash.slice(0, 12)}</code>.
        </p>
      )}
    </IssuePage>
  );
}

function sentence(issue: Issue): ReactNode {
  const desk = `/desk/issues/${issue.week}`;
  if (issue.state === 'aborted')
    return 'It was ended for good: there is nothing left to check or to approve.';
  if (issue.frozenAt !== null) {
    return (
      <>
        {'It has started going out, and everybody gets the same mail. '}
        <a href={`${desk}/progress`}>See how it is going</a>
      </>
    );
  }
  return (
    <>
      {'It has no pairing: there is nothing to check. Add tools or reviews, then pick again. '}
      <a href={desk}>Look at the pairings</a>
    </>
  );
}
