import type { Issue } from '../../issue/issue.ts';

/** Stop, go on, end: what may be done while an issue is on its way, and what each means. */
export function SteerSection({ issue }: { issue: Issue }) {
  const base = `/desk/issues/${issue.week}/progress`;
  if (issue.state === 'sending') {
    return (
      <div className="steer">
        <h2>Stop</h2>
        <form method="post" action={`${base}/stop`}>
          <button type="submit" className="button grave">
            Stop handing over
          </button>
        </form>
        <WhatStopMeans />
      </div>
    );
  }
  if (issue.state !== 'stopped') return null;
  return (
    <div className="steer">
      <h2>Stopped</h2>
      <form method="post" action={`${base}/resume`}>
        <input type="hidden" name="revision" value={issue.revision} />
        <button type="submit" className="button">
          Go on where it stopped
        </button>
      </form>
      <p>
        Whoever has it does not get it again. <a href={`${base}/abort`}>End it for good instead…</a>
      </p>
      <WhatStopMeans />
    </div>
  );
}

function WhatStopMeans() {
  return (
    <div className="stop-means">
      <h3>What stop means</h3>
      <ul>
        <li>No new batch is handed over, on any machine.</li>
        <li>Batches that are under way finish: the numbers may still rise a little.</li>
        <li>Mails that are out stay out. Nobody can call them back.</li>
        <li>You can go on later: every reader gets it once, however often it is stopped.</li>
      </ul>
    </div>
  );
}
