import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import { printed } from '../../web/printed.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { withIssue } from '../no-such-issue.tsx';
import { approve, askSendNow, hold, links, schedule, sendNow, test } from './check-acts.tsx';
import { type Answer, answerWith } from './check-answer.tsx';
import { wordsIn } from './check-form.ts';
import { OverPage } from './over-page.tsx';

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
  now: 'It goes out within a minute.',
  links: 'The links were asked.',
  test: 'The test is on its way.',
};

/** Checking and approving an issue: the page, and every act on it. */
export function checkRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const on = (act: Act) => (context: DeskContext) =>
    withIssue(context, deps, issue => answerTo(act, { deps, context, issue }));
  routes.get(PATH, on(look));
  routes.post(`${PATH}/approve`, on(approve));
  routes.post(`${PATH}/hold`, on(hold));
  routes.post(`${PATH}/schedule`, on(schedule));
  routes.post(`${PATH}/test`, on(test));
  routes.post(`${PATH}/links`, on(links));
  routes.get(`${PATH}/send-now`, on(askSendNow));
  routes.post(`${PATH}/send-now`, on(sendNow));
  return routes;
}

type Act = (deps: WebDeps, context: DeskContext, issue: Issue) => Promise<Answer>;

function look(deps: WebDeps, context: DeskContext, issue: Issue): Promise<Response> {
  return answerWith(deps, context, issue, { note: doneWords(DONE, context.req.query('done')) });
}

async function answerTo(
  act: Act,
  { deps, context, issue }: { readonly deps: WebDeps; readonly context: DeskContext; readonly issue: Issue },
): Promise<Response> {
  const { method } = context.req;
  if (issue.frozenAt !== null || issue.state === 'aborted' || issue.pick.pairings.length === 0) {
    const isLook = method === 'GET' || method === 'HEAD';
    const over = {
      problem: isLook ? '' : 'Nothing was done: it is too late for that.',
      unsaved: isLook ? [] : wordsIn(await readDeskForm(context)),
    };
    const page = <OverPage deps={deps} editor={context.get('editor')} issue={issue} {...over} />;
    return context.html(printed(page), isLook ? 200 : 409, DESK_ANSWER);
  }
  const answer = await act(deps, context, issue);
  if (answer instanceof Response) return answer;
  if (typeof answer !== 'string') return answerWith(deps, context, issue, answer);
  return context.redirect(`/desk/issues/${issue.week}/check?done=${answer}`, 303);
}
