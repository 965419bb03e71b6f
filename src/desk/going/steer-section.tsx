import type { Issue } from '../../issue/issue.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { IssueForm } from '../issue-form.tsx';

/** Stop, go on, end: what may be done while an issue is on its way, and what each means. */
export function SteerSection({ issue }: { issue: Issue }) {
  const base = `/desk/issues/${issue.week}/progress`;
  if (issue.state === 'sending') {
    return (
      <div className="steer">
        <h2>Stop</h2>
        <ActForm action={`${base}/stop`}>
          <Button look="grave">Stop handing over</Button>
        </ActForm>
        <WhatStopMeans />
      </div>
    );
  }
  if (issue.state !== 'stopped') return null;
  return (
    <div className="steer">
      <h2>Go on</h2>
      <IssueForm issue={issue} act="progress/resume">
        <Button>Go on from where it stopped</Button>
      </IssueForm>
      <p>
        Readers who have it do not get it again. Batches that were under way when it was stopped still finish.
      </p>
      <p>
        <a href={`${base}/abort`}>End it for good instead…</a>
      </p>
    </div>
  );
}

function WhatStopMeans() {
  return (
    <div className="stop-means">
      <h3>What stopping means</h3>
      <ul>
        <li>No new batch is handed over, on any machine.</li>
        <li>Batches that are under way finish: the numbers may still rise a little.</li>
        <li>Mails that are out stay out. Nobody can call them back.</li>
        <li>You can go on later: every reader gets it once, however often it is stopped.</li>
      </ul>
    </div>
  );
}
