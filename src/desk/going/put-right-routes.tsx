import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import { MAIL_HTML_HEADERS, withOutwardLinks } from '../../web/mail-html.ts';
import { printed } from '../../web/printed.ts';
import { PAGE_WITH_FRAME } from '../../web/security-headers.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { readDeskForm, revisionIn } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { noSuchIssue, withIssue } from '../no-such-issue.tsx';
import type { CorrectionFaults, CorrectionWords } from './correct.ts';
import { CorrectionPage, type CorrectionView } from './correction-page.tsx';
import { LinksPage } from './links-page.tsx';

const DONE = {
  mended: 'The link leads there now, in every mail.',
  same: 'It leads there already.',
  saved: 'Kept. Read it below, then approve it.',
  approved: 'Approved. The first mails leave within seconds.',
};

/** What can be done about an issue that is out: its links and its one correction. */
export function putRightRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const links = '/desk/issues/:week/links';
  const correction = '/desk/issues/:week/correction';
  routes.get(links, context => withIssue(context, deps, issue => linksAnswer(context, deps, issue, {})));
  routes.post(links, context => withIssue(context, deps, issue => mend(context, deps, issue)));
  routes.get(correction, context =>
    withIssue(context, deps, issue => correctionAnswer(context, deps, issue, {})),
  );
  routes.post(correction, context => withIssue(context, deps, issue => revise(context, deps, issue)));
  routes.get(`${correction}/mail`, context => withIssue(context, deps, issue => mail(context, deps, issue)));
  routes.post(`${correction}/approve`, context =>
    withIssue(context, deps, issue => approve(context, deps, issue)),
  );
  return routes;
}

/** What was just done; nothing after a form that was refused. */
function noteOf(context: DeskContext): string {
  return context.req.method === 'POST' ? '' : doneWords(DONE, context.req.query('done'));
}

interface LinksSaid {
  readonly typed?: { readonly tool: string; readonly to: string; readonly fault: string };
  readonly problem?: string;
  readonly status?: 200 | 409 | 422;
}

async function linksAnswer(context: DeskContext, deps: WebDeps, issue: Issue, said: LinksSaid) {
  const page = (
    <LinksPage
      deps={deps}
      editor={context.get('editor')}
      issue={issue}
      links={await deps.desk.going.links(issue)}
      typed={said.typed ?? null}
      note={noteOf(context)}
      problem={said.problem ?? ''}
    />
  );
  return context.html(printed(page), said.status ?? 200, DESK_ANSWER) as Response;
}

async function mend(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const fields = await readDeskForm(context);
  const [tool, from, to] = ['tool', 'from', 'to'].map(name => (fields.one(name) ?? '').trim());
  const request = { by: context.get('editor').email, tool: tool ?? '', from: from ?? '', to: to ?? '' };
  const outcome = await deps.desk.going.mend(issue.week, request);
  const typed = (fault: string) => ({ tool: request.tool, to: request.to, fault });
  switch (outcome.kind) {
    case 'mended':
    case 'same':
      return context.redirect(`/desk/issues/${issue.week}/links?done=${outcome.kind}`, 303);
    case 'fault':
      return linksAnswer(context, deps, issue, {
        typed: typed(outcome.fault),
        problem: 'The link was not changed.',
        status: 422,
      });
    case 'stale':
      return linksAnswer(context, deps, issue, {
        typed: typed('Look where it leads now, then send this again if it is still right.'),
        problem: `Somebody else has changed this link meanwhile: it leads to ${outcome.target} now. What you typed is still in the field.`,
        status: 409,
      });
    case 'refused':
      return linksAnswer(context, deps, issue, { problem: `${outcome.why} ${outcome.fix}`, status: 409 });
  }
}

interface CorrectionSaid {
  readonly typed?: CorrectionWords;
  readonly faults?: CorrectionFaults;
  readonly problem?: string;
  readonly status?: 200 | 409 | 422;
}

async function correctionAnswer(context: DeskContext, deps: WebDeps, issue: Issue, said: CorrectionSaid) {
  const view = await viewOf(context, deps, issue, said);
  const page = (
    <CorrectionPage
      deps={deps}
      editor={context.get('editor')}
      issue={issue}
      view={view}
      note={noteOf(context)}
      problem={said.problem ?? ''}
    />
  );
  return context.html(printed(page), said.status ?? 200, {
    ...DESK_ANSWER,
    'Content-Security-Policy': PAGE_WITH_FRAME,
  }) as Response;
}

async function viewOf(
  context: DeskContext,
  deps: WebDeps,
  issue: Issue,
  said: CorrectionSaid,
): Promise<CorrectionView> {
  const { correction: deeds } = deps.desk.going;
  const correction = issue.frozenAt === null ? null : await deeds.find(issue);
  const isDraft = correction?.state === 'draft';
  const isWhole = isDraft && correction.wrong.trim() !== '' && correction.right.trim() !== '';
  const refusal = isWhole ? await deeds.whyNotNow(issue, correction, context.get('editor').email) : null;
  return {
    correction,
    words: said.typed ?? correction ?? { wrong: '', right: '', url: deeds.usualUrl(issue) },
    faults: said.faults ?? null,
    preview: isWhole ? await deeds.preview(issue, correction) : null,
    audience: isWhole ? await deeds.audience(issue) : 0,
    hindrance: refusal === null ? '' : `${refusal.why} ${refusal.fix}`,
    progress: correction && !isDraft ? await deeds.progress(issue, correction) : null,
    unsaved: correction && !isDraft ? (said.typed ?? null) : null,
  };
}

async function revise(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const fields = await readDeskForm(context);
  const field = (name: string) => (fields.one(name) ?? '').trim().replaceAll('\r\n', '\n');
  const words = { wrong: field('wrong'), right: field('right'), url: field('url') };
  const revision = revisionIn(fields);
  const by = context.get('editor').email;
  const outcome = await deps.desk.going.correction.revise(issue.week, { by, revision, words });
  switch (outcome.kind) {
    case 'saved':
      return context.redirect(`/desk/issues/${issue.week}/correction?done=saved`, 303);
    case 'faults': {
      const problem = 'It was not kept: see below.';
      return correctionAnswer(context, deps, issue, {
        typed: words,
        faults: outcome.faults,
        problem,
        status: 422,
      });
    }
    case 'stale':
      return correctionAnswer(context, deps, issue, {
        typed: words,
        problem: staleWords(outcome.correction),
        status: 409,
      });
    case 'refused':
      return correctionAnswer(context, deps, issue, {
        typed: words,
        problem: `${outcome.why} ${outcome.fix}`,
        status: 409,
      });
  }
}

function staleWords(kept: Awaited<ReturnType<WebDeps['desk']['going']['correction']['find']>>): string {
  if (kept === null) return 'The correction is gone. Look at it again.';
  if (kept.state !== 'draft') {
    return `It was approved by ${kept.approval?.by ?? 'somebody else'} meanwhile and cannot be changed any more.`;
  }
  return `${kept.by} has changed it meanwhile. It says now: “${kept.wrong}” – right is: “${kept.right}”. What you typed is still in the fields; send it again to put it in place of that.`;
}

async function approve(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const fields = await readDeskForm(context);
  if (fields.one('read') !== 'yes') {
    const problem = 'Read it first, and tick that you have.';
    return correctionAnswer(context, deps, issue, { problem, status: 422 });
  }
  const outcome = await deps.desk.going.correction.approve(issue.week, {
    by: context.get('editor').email,
    revision: revisionIn(fields),
    hash: fields.one('hash') ?? '',
  });
  switch (outcome.kind) {
    case 'approved':
      return context.redirect(`/desk/issues/${issue.week}/correction?done=approved`, 303);
    case 'faults':
      return correctionAnswer(context, deps, issue, {
        faults: outcome.faults,
        problem: 'It is not whole yet.',
        status: 422,
      });
    case 'stale': {
      const problem = 'It is not what you looked at any more. Read it again, then approve it.';
      return correctionAnswer(context, deps, issue, { problem, status: 409 });
    }
    case 'refused':
      return correctionAnswer(context, deps, issue, {
        problem: `${outcome.why} ${outcome.fix}`,
        status: 409,
      });
  }
}

/** The mail inside its frame: a stranger's page, as every mail that is shown (docs/decisions/062). */
async function mail(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const { correction: deeds } = deps.desk.going;
  const correction = issue.frozenAt === null ? null : await deeds.find(issue);
  if (correction === null) return noSuchIssue(context, deps);
  const { html } = await deeds.preview(issue, correction);
  return context.html(withOutwardLinks(html), 200, { ...DESK_ANSWER, ...MAIL_HTML_HEADERS }) as Response;
}
