import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import { printed } from '../../web/printed.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { csvAnswer } from '../csv-answer.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { noSuchIssue, withIssue } from '../no-such-issue.tsx';
import { OneRecipientPage } from './recipient-page.tsx';
import { RecipientsPage, readRecipientQuery } from './recipients-page.tsx';

/** Who got an issue: found, listed, one by one, and all of them as a file. */
export function recipientRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const base = '/desk/issues/:week/recipients';
  routes.get(base, context => withIssue(context, deps, issue => list(context, deps, issue)));
  routes.post(`${base}.csv`, context => withIssue(context, deps, issue => file(context, deps, issue)));
  routes.get(`${base}/:seq{[1-9][0-9]{0,14}}`, context =>
    withIssue(context, deps, issue => one(context, deps, issue)),
  );
  return routes;
}

async function list(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const query = readRecipientQuery(context);
  const page = await deps.desk.going.recipients.find(issue, query);
  const editor = context.get('editor');
  return context.html(
    printed(<RecipientsPage deps={deps} editor={editor} issue={issue} query={query} page={page} />),
    200,
    DESK_ANSWER,
  );
}

/** A POST, as every export: the log tells who took it. */
async function file(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const lines = await deps.desk.going.recipients.exportCsv(context.get('editor'), issue);
  return csvAnswer(context, `recipients-${issue.week}`, lines);
}

async function one(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const story = await deps.desk.going.recipients.one(issue, Number(context.req.param('seq')));
  if (story === null) return noSuchIssue(context, deps);
  const editor = context.get('editor');
  return context.html(
    printed(<OneRecipientPage deps={deps} editor={editor} issue={issue} story={story} />),
    200,
    DESK_ANSWER,
  );
}
