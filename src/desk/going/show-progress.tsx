import type { Issue, IssueState } from '../../issue/issue.ts';
import { reportOf } from '../../newsroom/going/report.ts';
import { lookOnTrial } from '../../newsroom/going/trial-look.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { refusedForUs } from '../../newsroom/resolve-batch.ts';
import { uncertainBatches } from '../../storage/delivery/progress.ts';
import { PAGE_WITH_SCRIPT } from '../../web/security-headers.ts';
import type { DeskContext } from '../desk-env.ts';
import { doneWords } from '../done-words.ts';
import { noSuchIssue } from '../no-such-issue.tsx';
import { deskPage } from '../visit.tsx';
import { progressOf } from './progress.ts';
import { ProgressPage } from './progress-page.tsx';
import { isLive } from './progress-stream.ts';

const DONE = {
  now: 'It goes out now.',
  stopped: 'Stopped. No new batch is handed over; those under way finish.',
  resumed: 'It goes on from where it stopped, at once.',
  aborted: 'Ended for good.',
  resolved: 'Your answer is recorded.',
  decided: 'The rest gets the subject that you chose, at once.',
};

/** The page loads itself again under the same address: what was done is said only as long as it is so. */
const SO_LONG_AS: Readonly<Record<string, readonly IssueState[]>> = {
  now: ['approved', 'sending'],
  stopped: ['stopped'],
  resumed: ['sending'],
  aborted: ['aborted'],
};

/** The page of the numbers. @param problem why what was asked for was not done */
export async function showProgress(
  room: PublicRoom,
  context: DeskContext,
  { week }: Issue,
  problem = '',
): Promise<Response> {
  const progress = await progressOf(room, week);
  if (progress === null) return noSuchIssue(room, context);
  const page = (
    <ProgressPage
      progress={progress}
      uncertain={await uncertainBatches(room.store, progress.issue.id)}
      refused={await refusedForUs(room.store, progress.issue.id)}
      trial={await lookOnTrial(room, progress.issue)}
      report={await reportOf(room, progress.issue)}
      note={problem === '' ? noteOn(progress.issue, context.req.query('done')) : ''}
      problem={problem}
    />
  );
  const headers = isLive(progress) ? { 'Content-Security-Policy': PAGE_WITH_SCRIPT } : {};
  return deskPage(room, context, page, problem === '' ? 200 : 409, headers);
}

function noteOn({ state }: Issue, done = ''): string {
  const words = doneWords(DONE, done);
  return words === '' || (SO_LONG_AS[done] ?? [state]).includes(state) ? words : '';
}
