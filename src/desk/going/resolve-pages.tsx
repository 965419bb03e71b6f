import type { Issue } from '../../issue/issue.ts';
import type { UncertainBatch } from '../../storage/delivery/progress.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { count, countOf } from '../count.ts';
import { useVisit } from '../visit.tsx';
import { AsidePage } from './aside-page.tsx';
import { Known } from './uncertain-section.tsx';

const BACK = 'Back, without changing anything';

/** What an editor says of a batch stands under the editor's name. */
export function ResolvePage({ issue, batch }: { issue: Issue; batch: UncertainBatch }) {
  return (
    <AsidePage issue={issue} title={`Batch ${batch.n}`} back={BACK}>
      <h2>{`Batch ${batch.n}: did these ${countOf(batch.members, 'reader')} get it?`}</h2>
      <p>
        <Known batch={batch} week={issue.week} />
      </p>
      <UnderYourName />
      <EitherOr
        action={`/desk/issues/${issue.week}/progress/batches/${batch.n}`}
        again="The batch is posted again under a new key."
        readers={batch.members}
      />
    </AsidePage>
  );
}

interface ResolveAllProps {
  readonly issue: Issue;
  readonly batches: readonly UncertainBatch[];
  /** Why nothing was done with what was pressed before; '' for nothing. */
  readonly problem: string;
}

/** One word for every batch that is uncertain. */
export function ResolveAllPage({ issue, batches, problem }: ResolveAllProps) {
  const readers = readersIn(batches);
  return (
    <AsidePage issue={issue} title="All uncertain batches" back={BACK} problem={problem}>
      <h2>{`Did these ${countOf(readers, 'reader')} get it?`}</h2>
      <p>
        {`They are in ${count(batches.length)} batches. Your answer counts for all of them: look up several in the mail service’s own log, not just one.`}
      </p>
      <UnderYourName />
      <EitherOr
        action={`/desk/issues/${issue.week}/progress/uncertain`}
        again={`${count(batches.length)} batches are posted again under new keys.`}
        readers={readers}
      />
    </AsidePage>
  );
}

/** Those who were refused for a reason about us: nobody can have got it twice, so there is one answer. */
export function ReopenPage({ issue, readers, problem }: { issue: Issue; readers: number; problem: string }) {
  return (
    <AsidePage issue={issue} title="Refused because of us" back={BACK} problem={problem}>
      <h2>{`Send it to ${countOf(readers, 'reader')} again?`}</h2>
      <p className="lead">
        The server clearly refused them, so none of them has the mail. They go back to waiting and get it
        once.
      </p>
      <p>
        {issue.state === 'stopped'
          ? 'The issue is stopped: they get it once you resume it.'
          : 'The first mails leave at once. If the cause has not been put right, they are refused again and the issue stops.'}
      </p>
      <UnderYourName />
      <ActForm action={`/desk/issues/${issue.week}/progress/refused`} fields={{ readers }}>
        <Button look="grave">{`Send it to ${countOf(readers, 'reader')} again`}</Button>
      </ActForm>
    </AsidePage>
  );
}

/** How many readers an editor's word on all of them would be about. */
export function readersIn(batches: readonly UncertainBatch[]): number {
  return batches.reduce((sum, { members }) => sum + members, 0);
}

function UnderYourName() {
  const { editor } = useVisit();
  return <p>{`Your answer is recorded with your name, ${editor.email}.`}</p>;
}

interface EitherOrProps {
  readonly action: string;
  /** What happens when they did not get it. */
  readonly again: string;
  readonly readers: number;
}

function EitherOr({ action, again, readers }: EitherOrProps) {
  return (
    <div className="either-or">
      <ActForm action={action} fields={{ as: 'submitted', readers }}>
        <h3>The mail service’s own log shows them</h3>
        <p>They count as submitted. Nothing more is sent to them, and this cannot be taken back.</p>
        <Button look="quiet grave">They got it</Button>
      </ActForm>
      <ActForm action={action} fields={{ as: 'not-sent', readers }}>
        <h3>The log does not show them</h3>
        <p>{`${again} If you are wrong, these readers get the issue twice.`}</p>
        <Button look="grave">They did not: send it again</Button>
      </ActForm>
    </div>
  );
}
