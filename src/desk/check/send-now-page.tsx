import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { countOf } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import type { CheckLook } from './check-look.ts';
import { Seen } from './seen.tsx';

interface SendNowPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly look: CheckLook;
}

/** Asked once more, with what it means: nothing brings a mail back. */
export function SendNowPage({ deps, editor, look }: SendNowPageProps) {
  const { issue, audience, due } = look;
  const base = `/desk/issues/${issue.week}/check`;
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`Send ${issue.week} now`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="check" />}
    >
      <h2>Send it now?</h2>
      <p className="lead">
        {`${countOf(audience, 'reader')} would get “`}
        <bdi>{look.variants[0]?.subject}</bdi>
        {'” within minutes, not on '}
        <Instant at={due.time} zone={deps.publication.timezone} />.
      </p>
      <p>
        {deps.desk.check.window === 'any'
          ? ''
          : `The send window (${deps.desk.check.window}) is not waited for. `}
        {due.localTime ? 'The readers’ local hours are not waited for. ' : ''}
        What has gone out cannot be brought back.
      </p>
      <form method="post" action={`${base}/send-now`} className="inline">
        <Seen look={look} />
        <button type="submit" className="button">
          Send it now
        </button>
        <a href={base}>No, leave it</a>
      </form>
    </DeskPage>
  );
}
