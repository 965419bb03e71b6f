import { windowWords } from '../../issue/send-window.ts';
import { Button } from '../../web/button.tsx';
import { Instant } from '../../web/instant.tsx';
import { countOf } from '../count.ts';
import { IssueForm } from '../issue-form.tsx';
import { IssuePage } from '../issue-page.tsx';
import { useVisit } from '../visit.tsx';
import { seenIn } from './check-form.ts';
import type { CheckLook } from './check-look.ts';

/** Asked once more, with what it means: nothing brings a mail back. */
export function SendNowPage({ look }: { look: CheckLook }) {
  const { issue, audience, due } = look;
  const window = windowWords(useVisit().room.settings.SEND_WINDOW);
  return (
    <IssuePage issue={issue} tab="check" isAsked title={`Send ${issue.week} now`}>
      <h2>Send it now?</h2>
      <p className="lead">
        {`${countOf(audience, 'reader')} would get “`}
        <bdi>{look.variants[0]?.subject}</bdi>
        {'” within minutes, not on '}
        <Instant at={due.time} />.
      </p>
      <p>
        {window === 'any' ? '' : `It does not wait for the send window (${window}). `}
        {due.localTime ? 'It does not wait for the readers’ local hours. ' : ''}
        What has gone out cannot be called back.
      </p>
      <IssueForm issue={issue} act="check/send-now" fields={seenIn(look)} className="inline">
        <Button>Send it now</Button>
        <a href={`/desk/issues/${issue.week}/check`}>No, leave it</a>
      </IssueForm>
    </IssuePage>
  );
}
