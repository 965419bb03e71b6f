import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import { lookOnTrial } from '../../newsroom/going/trial-look.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { decideByHand } from '../../newsroom/subject-trial.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { onIssue } from '../no-such-issue.tsx';
import { deskPage } from '../visit.tsx';
import { wholeNumber } from '../whole-number.ts';
import { DecidePage } from './decide-page.tsx';
import { showProgress } from './show-progress.tsx';

const PATH = '/desk/issues/:week/progress/subject';

/** An editor's word on the subject of those who wait. */
export function decideRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get(PATH, onIssue(room, askToDecide));
  routes.post(PATH, onIssue(room, decide));
  return routes;
}

async function askToDecide(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const look = await lookOnTrial(room, issue);
  if (look === null || look.trial.decision !== null)
    return showProgress(room, context, issue, 'No subjects are on trial: there is nothing to decide.');
  return deskPage(room, context, <DecidePage issue={issue} look={look} />);
}

async function decide(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const arm = wholeNumber((await readDeskForm(context)).one('arm'));
  if (arm === null) return askToDecide(room, context, issue);
  const outcome = await decideByHand(room, issue.week, { arm, by: context.get('editor').email });
  if (outcome.kind === 'refused')
    return showProgress(room, context, issue, `${outcome.why} ${outcome.fix}`.trim());
  return context.redirect(`/desk/issues/${issue.week}/progress?done=decided`, 303);
}
