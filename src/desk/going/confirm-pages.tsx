import type { Issue } from '../../issue/issue.ts';
import type { UncertainBatch } from '../../storage/delivery/progress.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { countOf } from '../count.ts';
import { IssueForm } from '../issue-form.tsx';
import { useVisit } from '../visit.tsx';
import { AsidePage } from './aside-page.tsx';
import { Known } from './uncertain-section.tsx';

const BACK = 'Back, and change nothing';

/** Asked once more: ending an issue cannot be taken back. */
export function AbortPage({ issue, pending }: { issue: Issue; pending: number }) {
  return (
    <AsidePage issue={issue} title="End it for good?" back={BACK}>
      <h2>End this issue for good?</h2>
      <p className="lead">
        {`${countOf(pending, 'reader')} ${pending === 1 ? 'has' : 'have'} not got it and never will. Whoever has it keeps it, and its pages stay.`}
      </p>
      <p>This cannot be taken back. To go on later, leave it stopped.</p>
      <IssueForm issue={issue} act="progress/abort">
        <Button look="grave">{`End issue ${issue.week} for good`}</Button>
      </IssueForm>
    </AsidePage>
  );
}

/** What an editor says of a batch stands under the editor's name. */
export function ResolvePage({ issue, batch }: { issue: Issue; batch: UncertainBatch }) {
  const { editor } = useVisit();
  const action = `/desk/issues/${issue.week}/progress/batches/${batch.n}`;
  return (
    <AsidePage issue={issue} title={`Batch ${batch.n}`} back={BACK}>
      <h2>{`Batch ${batch.n}: did these ${countOf(batch.members, 'reader')} get it?`}</h2>
      <p>
        <Known batch={batch} week={issue.week} />
      </p>
      <p>{`Your word is kept with your name, ${editor.email}.`}</p>
      <div className="either-or">
        <ActForm action={action} fields={{ as: 'submitted' }}>
          <h3>The mail API’s own log shows them</h3>
          <p>They count as submitted. Nothing more is sent to them.</p>
          <Button>They got it</Button>
        </ActForm>
        <ActForm action={action} fields={{ as: 'not-sent' }}>
          <h3>The log does not know of them</h3>
          <p>
            The batch is posted again under a new key. If you are wrong, these readers get the issue twice.
          </p>
          <Button look="grave">They did not: send it again</Button>
        </ActForm>
      </div>
    </AsidePage>
  );
}
