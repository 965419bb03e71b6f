import { Hono } from 'hono';
import { printed } from '../../pages/printed.ts';
import type { WebDeps } from '../../web-deps.ts';
import { csvAnswer } from '../csv-answer.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { noSuchIssue } from './no-such-issue.tsx';
import { OneRecipientPage } from './recipient-page.tsx';
import { RecipientsPage, readRecipientQuery } from './recipients-page.tsx';

/** Who got an issue: found, listed, one by one, and all of them as a file. */
export function recipientRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get('/desk/issues/:week/recipients', context => list(context, deps));
  routes.post('/desk/issues/:week/recipients.csv', context => file(context, deps));
  routes.get('/desk/issues/:week/recipients/:seq{[1-9][0-9]{0,14}}', context => one(context, deps));
  return routes;
}

async function list(context: DeskContext, deps: WebDeps): Promise<Response> {
  const issue = await deps.desk.issues.find(context.req.param('week') ?? '');
  if (issue === null) return noSuchIssue(context, deps);
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
async function file(context: DeskContext, deps: WebDeps): Promise<Response> {
  const issue = await deps.desk.issues.find(context.req.param('week') ?? '');
  if (issue === null) return noSuchIssue(context, deps);
  const lines = await deps.desk.going.recipients.exportCsv(context.get('editor'), issue);
  return csvAnswer(context, `recipients-${issue.week}`, lines);
}

async function one(context: DeskContext, deps: WebDeps): Promise<Response> {
  const issue = await deps.desk.issues.find(context.req.param('week') ?? '');
  const story = issue && (await deps.desk.going.recipients.one(issue, Number(context.req.param('seq'))));
  if (issue === null || story === null) return noSuchIssue(context, deps);
  const editor = context.get('editor');
  return context.html(
    printed(<OneRecipientPage deps={deps} editor={editor} issue={issue} story={story} />),
    200,
    DESK_ANSWER,
  );
}
