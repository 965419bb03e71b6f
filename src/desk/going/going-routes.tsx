import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Issue } from '../../issue/issue.ts';
import { reportCsv, reportOf } from '../../newsroom/going/report.ts';
import { lookOnTrial } from '../../newsroom/going/trial-look.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { steerWeek } from '../../newsroom/steer-week.ts';
import { csvAnswer } from '../csv-answer.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm, revisionIn } from '../desk-form.ts';
import { noSuchIssue, onIssue } from '../no-such-issue.tsx';
import { deskPage } from '../visit.tsx';
import { AbortPage } from './abort-page.tsx';
import { correctionRoutes } from './correction-routes.tsx';
import { decideRoutes } from './decide-routes.tsx';
import { linkRoutes } from './link-routes.tsx';
import { progressOf } from './progress.ts';
import { progressFeed } from './progress-feed.ts';
import { PROGRESS_SCRIPT, PROGRESS_SCRIPT_PATH } from './progress-script.ts';
import { progressStream } from './progress-stream.ts';
import { recipientRoutes } from './recipient-routes.tsx';
import { resolveRoutes } from './resolve-routes.tsx';
import { showProgress } from './show-progress.tsx';

/** Between two looks while somebody watches, ms. */
const LOOK_EVERY_MS = 1_000;

/** An issue on its way out, and after. */
export function goingRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const base = '/desk/issues/:week/progress';
  const feed = progressFeed(week => progressOf(room, week), LOOK_EVERY_MS);
  routes.get(PROGRESS_SCRIPT_PATH, compress(), context =>
    context.body(PROGRESS_SCRIPT, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  );
  routes.get(base, onIssue(room, showProgress));
  routes.get(`${base}/events`, context => progressStream(room, context, feed));
  routes.post(`${base}/:action{stop|resume|abort}`, onIssue(room, steer));
  routes.get(`${base}/abort`, onIssue(room, askToAbort));
  routes.get('/desk/issues/:week/report.csv', onIssue(room, giveReport));
  for (const part of [resolveRoutes, decideRoutes, recipientRoutes, linkRoutes, correctionRoutes])
    routes.route('/', part(room));
  return routes;
}

const PAST = { stop: 'stopped', resume: 'resumed', abort: 'aborted' } as const;

/** Stopping asks for nothing: it must never fail because a page was old. */
async function steer(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const action = context.req.param('action') as keyof typeof PAST;
  if (action !== 'stop' && revisionIn(await readDeskForm(context)) !== issue.revision) {
    const problem = 'The issue has changed since this page was made. Look at it again, then decide.';
    return showProgress(room, context, issue, problem);
  }
  const outcome = await steerWeek(room, issue.week, action, context.get('editor').email);
  if (outcome.kind === 'refused') return showProgress(room, context, issue, outcome.why);
  return context.redirect(`/desk/issues/${issue.week}/progress?done=${PAST[action]}`, 303);
}

async function askToAbort(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const progress = await progressOf(room, issue.week);
  const pending = progress?.kind === 'frozen' ? progress.ledger.pending : 0;
  if (pending === 0) {
    const problem = 'There is nothing left to hand over, so there is nothing to end.';
    return showProgress(room, context, issue, problem);
  }
  return deskPage(room, context, <AbortPage issue={issue} pending={pending} />);
}

async function giveReport(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const report = await reportOf(room, issue);
  if (report === null) return noSuchIssue(room, context);
  return csvAnswer(context, `report-${issue.week}`, reportCsv(report, await lookOnTrial(room, issue)));
}
