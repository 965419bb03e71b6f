import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Issue } from '../../issue/issue.ts';
import { printed } from '../../web/printed.ts';
import { PAGE_WITH_SCRIPT } from '../../web/security-headers.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { csvAnswer } from '../csv-answer.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { readDeskForm, revisionIn } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { noSuchIssue, withIssue } from '../no-such-issue.tsx';
import { AbortPage, ResolvePage } from './confirm-pages.tsx';
import { progressFeed } from './progress-feed.ts';
import { ProgressPage } from './progress-page.tsx';
import { PROGRESS_SCRIPT, PROGRESS_SCRIPT_PATH } from './progress-script.ts';
import { isLive, progressStream } from './progress-stream.ts';
import { putRightRoutes } from './put-right-routes.tsx';
import { recipientRoutes } from './recipient-routes.tsx';

const DONE = {
  stopped: 'Stopped. No new batch is handed over; those under way finish.',
  resumed: 'It goes on where it stopped.',
  aborted: 'Ended for good.',
  resolved: 'Your word on the batch is kept.',
};

/** An issue on its way out, and after. */
export function goingRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { going } = deps.desk;
  const feed = progressFeed({ look: week => going.progress(week), everyMs: going.lookEveryMs });
  routes.get(PROGRESS_SCRIPT_PATH, compress(), context =>
    context.body(PROGRESS_SCRIPT, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
  );
  routes.get('/desk/issues/:week/progress', context => {
    return progressAnswer(context, deps, { note: doneWords(DONE, context.req.query('done')) });
  });
  routes.get('/desk/issues/:week/progress/events', context => progressStream(context, deps, feed));
  routes.post('/desk/issues/:week/progress/:action{stop|resume|abort}', context =>
    withIssue(context, deps, issue => steer(context, deps, issue)),
  );
  routes.get('/desk/issues/:week/progress/abort', context => abortAnswer(context, deps));
  const batch = '/desk/issues/:week/progress/batches/:n{[0-9]{1,9}}';
  routes.get(batch, context => withIssue(context, deps, issue => batchAnswer(context, deps, issue)));
  routes.post(batch, context => withIssue(context, deps, issue => resolve(context, deps, issue)));
  routes.get('/desk/issues/:week/report.csv', context =>
    withIssue(context, deps, issue => reportAnswer(context, deps, issue)),
  );
  routes.route('/', recipientRoutes(deps));
  routes.route('/', putRightRoutes(deps));
  return routes;
}

async function progressAnswer(
  context: DeskContext,
  deps: WebDeps,
  said: { readonly note?: string; readonly problem?: string; readonly status?: 200 | 409 },
): Promise<Response> {
  const { going } = deps.desk;
  const progress = await going.progress(context.req.param('week') ?? '');
  if (progress === null) return noSuchIssue(context, deps);
  const page = (
    <ProgressPage
      deps={deps}
      editor={context.get('editor')}
      progress={progress}
      uncertain={await going.uncertain(progress.issue)}
      report={await going.report(progress.issue)}
      note={said.note ?? ''}
      problem={said.problem ?? ''}
    />
  );
  return context.html(printed(page), said.status ?? 200, {
    ...DESK_ANSWER,
    ...(isLive(progress) && { 'Content-Security-Policy': PAGE_WITH_SCRIPT }),
  });
}

const PAST = { stop: 'stopped', resume: 'resumed', abort: 'aborted' } as const;

/** Stopping asks for nothing: it must never fail because a page was old. */
async function steer(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const { week } = issue;
  const action = context.req.param('action') as keyof typeof PAST;
  if (action !== 'stop' && revisionIn(await readDeskForm(context)) !== issue.revision) {
    const problem = 'The issue was changed since this page was made. Look at it again, then decide.';
    return progressAnswer(context, deps, { problem, status: 409 });
  }
  const outcome = await deps.desk.going.steer(week, action, context.get('editor').email);
  if (outcome.kind === 'refused') return progressAnswer(context, deps, { problem: outcome.why, status: 409 });
  return context.redirect(`/desk/issues/${week}/progress?done=${PAST[action]}`, 303);
}

async function abortAnswer(context: DeskContext, deps: WebDeps): Promise<Response> {
  const progress = await deps.desk.going.progress(context.req.param('week') ?? '');
  if (progress === null) return noSuchIssue(context, deps);
  const pending = progress.kind === 'frozen' ? progress.ledger.pending : 0;
  if (progress.kind !== 'frozen' || pending === 0) {
    const problem = 'Nothing of it is left to hand over, so there is nothing to end.';
    return progressAnswer(context, deps, { problem, status: 409 });
  }
  const editor = context.get('editor');
  const page = <AbortPage deps={deps} editor={editor} issue={progress.issue} pending={pending} />;
  return context.html(printed(page), 200, DESK_ANSWER);
}

async function batchAnswer(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const n = Number(context.req.param('n'));
  const batch = (await deps.desk.going.uncertain(issue)).find(one => one.n === n);
  if (batch === undefined) {
    const problem = `Batch ${context.req.param('n')} is not uncertain: nothing needs to be decided.`;
    return progressAnswer(context, deps, { problem, status: 409 });
  }
  const editor = context.get('editor');
  return context.html(
    printed(<ResolvePage deps={deps} editor={editor} issue={issue} batch={batch} />),
    200,
    DESK_ANSWER,
  );
}

async function resolve(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const { week } = issue;
  const as = (await readDeskForm(context)).one('as');
  if (as !== 'submitted' && as !== 'not-sent') return batchAnswer(context, deps, issue);
  const batch = Number(context.req.param('n'));
  const outcome = await deps.desk.going.resolve(week, { batch, as, by: context.get('editor').email });
  if (outcome.kind === 'refused') return progressAnswer(context, deps, { problem: outcome.why, status: 409 });
  return context.redirect(`/desk/issues/${week}/progress?done=resolved`, 303);
}

async function reportAnswer(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const report = await deps.desk.going.report(issue);
  if (report === null) return noSuchIssue(context, deps);
  return csvAnswer(context, `report-${issue.week}`, deps.desk.going.reportCsv(report));
}
