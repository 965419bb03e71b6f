import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import { MAIL_HTML_HEADERS, withOutwardLinks } from '../../web/mail-html.ts';
import { printed } from '../../web/printed.ts';
import { PAGE_WITH_FRAME } from '../../web/security-headers.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { noSuchIssue, withIssue } from '../no-such-issue.tsx';
import { inScheme } from './in-scheme.ts';
import type { IssueMails } from './issue-mails.ts';
import { EmptyPreview, PreviewPage } from './preview-page.tsx';
import { type PreviewQuery, readPreviewQuery } from './preview-query.ts';
import { sampleReader } from './sample-readers.ts';

const PATH = '/desk/issues/:week/preview';

/** The mail's policy, and no picture may load from anywhere: what a client shows that blocks them. */
const WITHOUT_IMAGES = {
  ...MAIL_HTML_HEADERS,
  'Content-Security-Policy': MAIL_HTML_HEADERS['Content-Security-Policy'].replace(
    "img-src 'self' data:",
    "img-src 'none'",
  ),
};

/**
 * What readers will see, before they do. The page shows frames; each frame, and each part to download, has an address of
 * its own behind the guard. `frame` and `web` carry viewing aids (the scheme, new tabs for links); the parts are the bytes
 * themselves.
 */
export function previewRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get(PATH, context => withIssue(context, deps, issue => page(context, deps, issue)));
  routes.get(`${PATH}/:part`, context =>
    withIssue(context, deps, async issue => {
      const query = queryOf(context);
      const mails = await deps.desk.preview.mails(issue, query.engine ?? undefined);
      const answer = mails && (await part(context, deps, { mails, query }));
      return answer ?? noSuchIssue(context, deps);
    }),
  );
  return routes;
}

function queryOf(context: DeskContext): PreviewQuery {
  return readPreviewQuery(name => context.req.query(name));
}

async function page(context: DeskContext, deps: WebDeps, issue: Issue): Promise<Response> {
  const editor = context.get('editor');
  const { preview } = deps.desk;
  const asSet = await preview.mails(issue);
  if (asSet === null) {
    const empty = printed(<EmptyPreview deps={deps} editor={editor} issue={issue} />);
    return context.html(empty, 200, DESK_ANSWER);
  }
  const query = queryOf(context);
  const mails = (query.engine !== null && (await preview.mails(issue, query.engine))) || asSet;
  const draft = draftOf(mails, query.lead);
  const reader = sampleReader(query.reader);
  const html = printed(
    <PreviewPage
      deps={deps}
      editor={editor}
      issue={issue}
      shown={{
        query: { ...query, lead: draft.frozen.variant, reader: reader.id },
        mails,
        draft,
        mail: await preview.mail(draft, reader),
        others: query.view === 'engines' ? await bothEngines(deps, issue, query) : [],
        since: await preview.since(issue, asSet),
        engineSet: asSet.engine,
      }}
    />,
  );
  return context.html(html, 200, { ...DESK_ANSWER, 'Content-Security-Policy': PAGE_WITH_FRAME });
}

/** One mail an engine; of a frozen issue there is only the one that went out. */
async function bothEngines(deps: WebDeps, issue: Issue, { lead, reader }: PreviewQuery) {
  const made = [];
  for (const engine of ['react', 'mjml'] as const) {
    const mails = await deps.desk.preview.mails(issue, engine);
    if (mails === null || mails.engine !== engine) continue;
    made.push({ engine, mail: await deps.desk.preview.mail(draftOf(mails, lead), sampleReader(reader)) });
  }
  return made;
}

/** The variant that this pairing leads, or the editors' order. */
function draftOf({ variants }: IssueMails, lead: number) {
  return variants.find(({ frozen }) => frozen.variant === lead) ?? variants[0];
}

async function part(
  context: DeskContext,
  deps: WebDeps,
  { mails, query }: { readonly mails: IssueMails; readonly query: PreviewQuery },
): Promise<Response | null> {
  const draft = draftOf(mails, query.lead);
  const reader = sampleReader(query.reader);
  const mail = () => deps.desk.preview.mail(draft, reader);
  const framed = (html: string) =>
    context.html(withOutwardLinks(inScheme(html, query.scheme)), 200, {
      ...DESK_ANSWER,
      ...(query.images ? MAIL_HTML_HEADERS : WITHOUT_IMAGES),
    });
  switch (context.req.param('part')) {
    case 'frame':
      return framed((await mail()).html);
    case 'web':
      return framed(mails.webHtml);
    case 'issue.html':
      return download(context, (await mail()).html, 'text/html; charset=utf-8');
    case 'issue.txt':
      return download(context, (await mail()).text, 'text/plain; charset=utf-8');
    case 'issue.eml':
      return download(context, (await mail()).eml, 'message/rfc822');
    case 'issue.json':
      return download(context, deps.desk.preview.body(draft, reader), 'application/json; charset=utf-8');
    case 'web.html':
      return download(context, mails.webHtml, 'text/html; charset=utf-8');
    default:
      return null;
  }
}

/** The bytes as they are. Opened all the same, an HTML part is as shut in as in its frame. */
function download(context: DeskContext, bytes: string | Uint8Array, type: string): Response {
  const name = `${context.req.param('week')}-${context.req.param('part')}`;
  return context.body(typeof bytes === 'string' ? bytes : new Uint8Array(bytes), 200, {
    ...DESK_ANSWER,
    ...MAIL_HTML_HEADERS,
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
  });
}
