import { Hono } from 'hono';
import type { ReactElement } from 'react';
import type { Issue } from '../../issue/issue.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { type Resolution, refusedForUs, resolveBatch } from '../../newsroom/resolve-batch.ts';
import { uncertainBatches } from '../../storage/delivery/progress.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import { onIssue } from '../no-such-issue.tsx';
import { deskPage } from '../visit.tsx';
import { wholeNumber } from '../whole-number.ts';
import { ReopenPage, ResolveAllPage, ResolvePage, readersIn } from './resolve-pages.tsx';
import { showProgress } from './show-progress.tsx';

const BASE = '/desk/issues/:week/progress';
const CHANGED = 'Nothing was done: the readers it is about have changed since. Look again, then decide.';

/** An editor's word on what nobody else knows: a batch, all of them, or whoever was refused because of us. */
export function resolveRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get(`${BASE}/batches/:n{[0-9]{1,9}}`, onIssue(room, askToResolve));
  routes.post(`${BASE}/batches/:n{[0-9]{1,9}}`, onIssue(room, resolveOne));
  routes.get(`${BASE}/uncertain`, onIssue(room, askAboutAll));
  routes.post(`${BASE}/uncertain`, onIssue(room, resolveAll));
  routes.get(`${BASE}/refused`, onIssue(room, askToReopen));
  routes.post(`${BASE}/refused`, onIssue(room, reopen));
  return routes;
}

async function askToResolve(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const n = Number(context.req.param('n'));
  const batch = (await uncertainBatches(room.store, issue.id)).find(one => one.n === n);
  const nothing = `Batch ${context.req.param('n')} is not uncertain: there is nothing to decide.`;
  return ask(room, context, issue, { page: batch && <ResolvePage {...{ issue, batch }} />, nothing });
}

async function resolveOne(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const as = (await readDeskForm(context)).one('as');
  if (as !== 'submitted' && as !== 'not-sent') return askToResolve(room, context, issue);
  return resolve(room, context, issue, { batch: Number(context.req.param('n')), as, by: editorOf(context) });
}

async function askAboutAll(
  room: PublicRoom,
  context: DeskContext,
  issue: Issue,
  problem = '',
): Promise<Response> {
  const batches = await uncertainBatches(room.store, issue.id);
  const page = batches.length > 0 && <ResolveAllPage {...{ issue, batches, problem }} />;
  const nothing = 'No batch is uncertain: there is nothing to decide.';
  return ask(room, context, issue, { page, nothing, problem });
}

async function resolveAll(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const form = await readDeskForm(context);
  const as = form.one('as');
  if (as !== 'submitted' && as !== 'not-sent') return askAboutAll(room, context, issue);
  const readers = readersIn(await uncertainBatches(room.store, issue.id));
  if (wholeNumber(form.one('readers')) !== readers) return askAboutAll(room, context, issue, CHANGED);
  return resolve(room, context, issue, { batch: 'all', as, by: editorOf(context) });
}

async function askToReopen(
  room: PublicRoom,
  context: DeskContext,
  issue: Issue,
  problem = '',
): Promise<Response> {
  const readers = await refusedForUs(room.store, issue.id);
  const page = readers > 0 && <ReopenPage {...{ issue, readers, problem }} />;
  const nothing = 'Nobody was refused because of us: there is nothing to do.';
  return ask(room, context, issue, { page, nothing, problem });
}

interface Question {
  /** Not there where there is nothing to ask about. */
  readonly page: ReactElement | false | undefined;
  /** Why not. */
  readonly nothing: string;
  /** Why it is asked again; '' for the first time. */
  readonly problem?: string;
}

/** Before anything is done: what it is about and what it means, or that there is nothing to do. */
async function ask(
  room: PublicRoom,
  context: DeskContext,
  issue: Issue,
  question: Question,
): Promise<Response> {
  const { page, nothing, problem = '' } = question;
  if (!page) return showProgress(room, context, issue, nothing);
  return deskPage(room, context, page, problem === '' ? 200 : 409);
}

async function reopen(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const seen = wholeNumber((await readDeskForm(context)).one('readers'));
  if (seen !== (await refusedForUs(room.store, issue.id))) return askToReopen(room, context, issue, CHANGED);
  return resolve(room, context, issue, { batch: 'rejected', as: 'not-sent', by: editorOf(context) });
}

async function resolve(
  room: PublicRoom,
  context: DeskContext,
  issue: Issue,
  resolution: Resolution,
): Promise<Response> {
  const outcome = await resolveBatch(room, issue.week, resolution);
  if (outcome.kind === 'refused') return showProgress(room, context, issue, outcome.why);
  return context.redirect(`/desk/issues/${issue.week}/progress?done=resolved`, 303);
}

function editorOf(context: DeskContext): string {
  return context.get('editor').email;
}
