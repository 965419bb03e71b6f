import { Hono } from 'hono';
import type { Issue } from '../../issue/issue.ts';
import { type IssueMails, issueMails } from '../../newsroom/issue-mails.ts';
import { previewBody, previewMail } from '../../newsroom/preview-mail.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { MAIL_HTML_HEADERS, withOutwardLinks } from '../../web/mail-html.ts';
import { PAGE_WITH_FRAME } from '../../web/security-headers.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { noSuchIssue, onIssue } from '../no-such-issue.tsx';
import { DESK_ANSWER, deskPage } from '../visit.tsx';
import { inScheme } from './in-scheme.ts';
import { EmptyPreview, PreviewPage } from './preview-page.tsx';
import { type PreviewQuery, readPreviewQuery } from './preview-query.ts';
import { sampleReader } from './sample-readers.ts';
import { sinceApproval } from './since-approval.ts';

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
export function previewRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get(PATH, onIssue(room, showPreview));
  routes.get(`${PATH}/:part`, onIssue(room, givePart));
  return routes;
}

async function showPreview(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const asSet = await issueMails(room, issue);
  if (asSet === null) return deskPage(room, context, <EmptyPreview issue={issue} />);
  const query = queryOf(context);
  const mails = (query.engine !== null && (await issueMails(room, issue, query.engine))) || asSet;
  const draft = draftOf(mails, query.lead);
  const reader = sampleReader(query.reader);
  const shown = {
    query: { ...query, lead: draft.frozen.variant, reader: reader.id },
    mails,
    draft,
    mail: await previewMail(room, draft, reader),
    others: query.view === 'engines' ? await bothEngines(room, issue, query) : [],
    since: await sinceApproval(room, issue, asSet),
    engineSet: asSet.engine,
  };
  const headers = { 'Content-Security-Policy': PAGE_WITH_FRAME };
  return deskPage(room, context, <PreviewPage issue={issue} shown={shown} />, 200, headers);
}

function queryOf(context: DeskContext): PreviewQuery {
  return readPreviewQuery(name => context.req.query(name));
}

/** One mail an engine; of a frozen issue there is only the one that went out. */
async function bothEngines(room: PublicRoom, issue: Issue, { lead, reader }: PreviewQuery) {
  const made = [];
  for (const engine of ['react', 'mjml'] as const) {
    const mails = await issueMails(room, issue, engine);
    if (mails === null || mails.engine !== engine) continue;
    made.push({ engine, mail: await previewMail(room, draftOf(mails, lead), sampleReader(reader)) });
  }
  return made;
}

/** The variant that this pairing leads, or the editors' order. */
function draftOf({ variants }: IssueMails, lead: number) {
  return variants.find(({ frozen }) => frozen.variant === lead) ?? variants[0];
}

async function givePart(room: PublicRoom, context: DeskContext, issue: Issue): Promise<Response> {
  const query = queryOf(context);
  const mails = await issueMails(room, issue, query.engine ?? undefined);
  if (mails === null) return noSuchIssue(room, context);
  const draft = draftOf(mails, query.lead);
  const reader = sampleReader(query.reader);
  const mail = () => previewMail(room, draft, reader);
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
      return download(context, previewBody(room, draft, reader), 'application/json; charset=utf-8');
    case 'web.html':
      return download(context, mails.webHtml, 'text/html; charset=utf-8');
    default:
      return noSuchIssue(room, context);
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
