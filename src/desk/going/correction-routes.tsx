import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import {
  approveCorrection,
  type CorrectionFaults,
  correctionProgress,
  reviseCorrection,
  usualUrl,
  whyNotNow,
} from '../../newsroom/going/correct.ts';
import { previewCorrection } from '../../newsroom/going/correction-mails.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { countWrongReaders } from '../../storage/delivery/correction-queue.ts';
import { type Correction, type CorrectionWords, correctionOf } from '../../storage/delivery/corrections.ts';
import { MAIL_HTML_HEADERS, withOutwardLinks } from '../../web/mail-html.ts';
import { PAGE_WITH_FRAME } from '../../web/security-headers.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm, revisionIn } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { noSuchIssue, onIssue } from '../no-such-issue.tsx';
import { DESK_ANSWER, deskPage } from '../visit.tsx';
import { CorrectionPage, type CorrectionView } from './correction-page.tsx';

const DONE = {
  saved: 'Saved. Read it below, then approve it.',
  approved: 'Approved. The first mails leave within seconds.',
};

/** The one correction an issue may have. */
export function correctionRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const path = '/desk/issues/:week/correction';
  routes.get(path, onIssue(room, showCorrection));
  routes.post(path, onIssue(room, revise));
  routes.get(`${path}/mail`, onIssue(room, showMail));
  routes.post(`${path}/approve`, onIssue(room, approve));
  return routes;
}

interface Said {
  readonly typed?: CorrectionWords;
  readonly faults?: CorrectionFaults;
  readonly problem?: string;
  readonly status?: 409 | 422;
}

async function showCorrection(room: PublicRoom, context: DeskContext, issue: Issue, said: Said = {}) {
  const view = await viewOf(room, context, issue, said);
  // Nothing is done by a form that was refused.
  const note = said.status === undefined ? doneWords(DONE, context.req.query('done')) : '';
  const page = <CorrectionPage issue={issue} view={view} note={note} problem={said.problem} />;
  return deskPage(room, context, page, said.status, { 'Content-Security-Policy': PAGE_WITH_FRAME });
}

async function viewOf(
  room: PublicRoom,
  context: DeskContext,
  issue: Issue,
  { typed, faults }: Said,
): Promise<CorrectionView> {
  const correction = await keptCorrection(room, issue);
  const isDraft = correction?.state === 'draft';
  const isWhole = isDraft && correction.wrong.trim() !== '' && correction.right.trim() !== '';
  const refusal = isWhole ? await whyNotNow(room, issue, correction, context.get('editor').email) : null;
  return {
    correction,
    words: typed ?? correction ?? { wrong: '', right: '', url: usualUrl(room, issue.week) },
    faults: faults ?? null,
    preview: isWhole ? await previewCorrection(room, issue, correction) : null,
    audience: isWhole ? await countWrongReaders(room.store, issue.id) : 0,
    hindrance: refusal === null ? '' : `${refusal.why} ${refusal.fix}`,
    progress: correction && (await correctionProgress(room, issue, correction)),
    unsaved: correction && !isDraft ? (typed ?? null) : null,
  };
}

async function keptCorrection(room: PublicRoom, issue: Issue): Promise<Correction | null> {
  return issue.frozenAt === null ? null : correctionOf(room.store, issue.id);
}

async function revise(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const fields = await readDeskForm(context);
  const field = (name: string) => (fields.one(name) ?? '').trim().replaceAll('\r\n', '\n');
  const words = { wrong: field('wrong'), right: field('right'), url: field('url') };
  const request = { by: context.get('editor').email, revision: revisionIn(fields), words };
  const outcome = await reviseCorrection(room, issue.week, request);
  const answer = (said: Said) => showCorrection(room, context, issue, { typed: words, ...said });
  switch (outcome.kind) {
    case 'saved':
      return context.redirect(`/desk/issues/${issue.week}/correction?done=saved`, 303);
    case 'faults':
      return answer({ faults: outcome.faults, problem: 'It was not saved: see below.', status: 422 });
    case 'stale':
      return answer({ problem: staleWords(outcome.correction), status: 409 });
    case 'refused':
      return answer({ problem: `${outcome.why} ${outcome.fix}`, status: 409 });
  }
}

function staleWords(kept: Correction | null): string {
  if (kept === null) return 'The correction is gone. Look at it again.';
  if (kept.state !== 'draft') {
    return `It was approved by ${kept.approval?.by ?? 'somebody else'} meanwhile and cannot be changed any more.`;
  }
  return `${kept.by} has changed it meanwhile. It now says “${kept.wrong}”, which should read “${kept.right}”. What you typed is still in the fields; send it again to put it in place of that.`;
}

async function approve(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const fields = await readDeskForm(context);
  const answer = (said: Said) => showCorrection(room, context, issue, said);
  if (fields.one('read') !== 'yes') {
    return answer({ problem: 'Read it first, and tick that you have.', status: 422 });
  }
  const outcome = await approveCorrection(room, issue.week, {
    by: context.get('editor').email,
    revision: revisionIn(fields),
    hash: fields.one('hash') ?? '',
  });
  switch (outcome.kind) {
    case 'approved':
      return context.redirect(`/desk/issues/${issue.week}/correction?done=approved`, 303);
    case 'faults':
      return answer({ faults: outcome.faults, problem: 'It is not complete yet.', status: 422 });
    case 'stale': {
      const problem = 'It has changed since you looked at it. Read it again, then approve it.';
      return answer({ problem, status: 409 });
    }
    case 'refused':
      return answer({ problem: `${outcome.why} ${outcome.fix}`, status: 409 });
  }
}

/** The mail inside its frame: a stranger's page, as every mail that is shown (docs/decisions/062). */
async function showMail(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const correction = await keptCorrection(room, issue);
  if (correction === null) return noSuchIssue(room, context);
  const { html } = await previewCorrection(room, issue, correction);
  return context.html(withOutwardLinks(html), 200, { ...DESK_ANSWER, ...MAIL_HTML_HEADERS }) as Response;
}
