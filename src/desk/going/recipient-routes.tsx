import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import { findRecipients } from '../../newsroom/going/recipients.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { csvAnswer } from '../csv-answer.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { noSuchIssue, onIssue } from '../no-such-issue.tsx';
import { deskPage } from '../visit.tsx';
import { storyOf } from './one-recipient.ts';
import { OneRecipientPage } from './recipient-page.tsx';
import { exportRecipients } from './recipients-csv.ts';
import { RecipientsPage, readRecipientQuery } from './recipients-page.tsx';

/** Who got an issue: found, listed, one by one, and all of them as a file. */
export function recipientRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const base = '/desk/issues/:week/recipients';
  routes.get(base, onIssue(room, listRecipients));
  routes.post(`${base}.csv`, onIssue(room, giveFile));
  routes.get(`${base}/:seq{[1-9][0-9]{0,14}}`, onIssue(room, showRecipient));
  return routes;
}

async function listRecipients(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const query = readRecipientQuery(context);
  const page = await findRecipients(room, issue, query);
  return deskPage(room, context, <RecipientsPage issue={issue} query={query} page={page} />);
}

/** A POST, as every export: the log tells who took it. */
async function giveFile(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const lines = await exportRecipients(room, issue, context.get('editor'));
  return csvAnswer(context, `recipients-${issue.week}`, lines);
}

async function showRecipient(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const story = await storyOf(room, issue, Number(context.req.param('seq')));
  if (story === null) return noSuchIssue(room, context);
  return deskPage(room, context, <OneRecipientPage issue={issue} story={story} />);
}
