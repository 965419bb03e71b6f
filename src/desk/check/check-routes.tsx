import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { onIssue } from '../no-such-issue.tsx';
import { deskPage } from '../visit.tsx';
import {
  ASKED_NOW,
  approveAsSeen,
  askTheLinks,
  type CheckAct,
  chooseTime,
  holdIssue,
  letItGoNow,
  sendTheTest,
} from './check-acts.ts';
import { isOver, showCheck } from './check-answer.tsx';
import { typedIn } from './check-form.ts';
import { lookAtCheck } from './check-look.ts';
import { SendNowPage } from './send-now-page.tsx';

const PATH = '/desk/issues/:week/check';

/** What was just done, by the code in the address. */
const DONE = {
  approved: 'Approved.',
  held: 'Held. Nothing goes out until it is approved again.',
  scheduled: 'The time is set.',
  'scheduled-skipped':
    'The time is set. The clocks skip the time you chose that night, so it was moved forward by as much.',
  'scheduled-twice': 'The time is set. It comes twice that night; the first time counts.',
  slot: 'Back to the usual time.',
  links: 'The links have been checked.',
  test: 'The test is on its way.',
};

/** Checking and approving an issue: the page, and every act on it. */
export function checkRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const on = (path: string, act: CheckAct) => routes.post(`${PATH}/${path}`, onIssue(room, answering(act)));
  routes.get(PATH, onIssue(room, lookAt));
  on('approve', approveAsSeen);
  on('hold', holdIssue);
  on('schedule', chooseTime);
  on('test', sendTheTest);
  on('links', askTheLinks);
  routes.get(`${PATH}/send-now`, onIssue(room, askOnceMore));
  on('send-now', letItGoNow);
  return routes;
}

function lookAt(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  return showCheck(room, context, issue, { note: doneWords(DONE, context.req.query('done')) });
}

/** Done: on to the page. Not done: the page as it is now, with what was typed and why. */
function answering(act: CheckAct) {
  return async (room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> => {
    const form = await readDeskForm(context);
    const typed = typedIn(form);
    if (isOver(issue)) {
      const problem = 'Nothing was done: it is too late for that.';
      return showCheck(room, context, issue, { status: 409, problem, typed });
    }
    const answer = await act(room, issue, { form, by: context.get('editor').email });
    const page = answer === ASKED_NOW ? 'progress' : 'check';
    return typeof answer === 'string'
      ? context.redirect(`/desk/issues/${issue.week}/${page}?done=${answer}`, 303)
      : showCheck(room, context, issue, { typed, ...answer });
  };
}

async function askOnceMore(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  if (isOver(issue)) return showCheck(room, context, issue);
  const look = await lookAtCheck(room, issue, context.get('editor').email);
  return issue.state === 'approved' && look.approvalHolds
    ? deskPage(room, context, <SendNowPage look={look} />)
    : showCheck(room, context, issue, { status: 409, problem: 'Only what is approved can be sent.' });
}
