import type { ReactNode } from 'react';
import type { Issue } from '../../issue/issue.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { countOf } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import type { UncertainBatch } from './progress.ts';
import { Known } from './uncertain-section.tsx';

interface ConfirmProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly issue: Issue;
  readonly problem?: string;
}

/** Asked once more: ending an issue cannot be taken back. */
export function AbortPage({ pending, ...props }: ConfirmProps & { readonly pending: number }) {
  const { issue } = props;
  return (
    <Confirm {...props} title="End it for good?">
      <h2>End this issue for good?</h2>
      <p className="lead">
        {`${countOf(pending, 'reader')} ${pending === 1 ? 'has' : 'have'} not got it and never will. Whoever has it keeps it, and its pages stay.`}
      </p>
      <p>This cannot be taken back. To go on later, leave it stopped.</p>
      <form method="post" action={`/desk/issues/${issue.week}/progress/abort`}>
        <input type="hidden" name="revision" value={issue.revision} />
        <button type="submit" className="button grave">
          {`End issue ${issue.week} for good`}
        </button>
      </form>
      <Back week={issue.week} />
    </Confirm>
  );
}

/** What an editor says of a batch stands under the editor's name. */
export function ResolvePage({ batch, ...props }: ConfirmProps & { readonly batch: UncertainBatch }) {
  const { issue, editor } = props;
  const readers = countOf(batch.members, 'reader');
  const action = `/desk/issues/${issue.week}/progress/batches/${batch.n}`;
  return (
    <Confirm {...props} title={`Batch ${batch.n}`}>
      <h2>{`Batch ${batch.n}: did these ${readers} get it?`}</h2>
      <p>
        <Known batch={batch} week={issue.week} />
      </p>
      <p>{`Your word is kept with your name, ${editor.email}.`}</p>
      <div className="either-or">
        <form method="post" action={action}>
          <h3>The mail API’s own log shows them</h3>
          <p>They count as submitted. Nothing more is sent to them.</p>
          <input type="hidden" name="as" value="submitted" />
          <button type="submit" className="button">
            They got it
          </button>
        </form>
        <form method="post" action={action}>
          <h3>The log does not know of them</h3>
          <p>
            The batch is posted again under a new key. If you are wrong, these readers get the issue twice.
          </p>
          <input type="hidden" name="as" value="not-sent" />
          <button type="submit" className="button grave">
            They did not: send it again
          </button>
        </form>
      </div>
      <Back week={issue.week} />
    </Confirm>
  );
}

function Confirm({
  deps,
  editor,
  issue,
  problem = '',
  title,
  children,
}: ConfirmProps & { readonly title: string; readonly children: ReactNode }) {
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`${title}, ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="progress" />}
      problem={problem}
    >
      {children}
    </DeskPage>
  );
}

function Back({ week }: { week: string }) {
  return (
    <p className="return">
      <a href={`/desk/issues/${week}/progress`}>Back, and change nothing</a>
    </p>
  );
}
