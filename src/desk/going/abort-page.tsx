import type { Issue } from '../../issue/issue.ts';
import { Button } from '../../web/button.tsx';
import { countOf } from '../count.ts';
import { IssueForm } from '../issue-form.tsx';
import { AsidePage } from './aside-page.tsx';

/** Asked once more: ending an issue cannot be taken back. */
export function AbortPage({ issue, pending }: { issue: Issue; pending: number }) {
  return (
    <AsidePage issue={issue} title="End it for good?" back="Back, without changing anything">
      <h2>End this issue for good?</h2>
      <p className="lead">
        {`${countOf(pending, 'reader')} ${pending === 1 ? 'has' : 'have'} not got it and never will. Those who have it keep it, and its pages stay.`}
      </p>
      <p>This cannot be taken back. To go on later, leave it stopped.</p>
      <IssueForm issue={issue} act="progress/abort">
        <Button look="grave">{`End issue ${issue.week} for good`}</Button>
      </IssueForm>
    </AsidePage>
  );
}
