import { type Context, Hono } from 'hono';
import { FROZEN_ISSUE } from '../web/security-headers.ts';
import type { WebDeps } from '../web/web-deps.ts';
import type { WebEnv } from '../web/web-env.ts';
import { ArchivePage, ISSUES_PER_PAGE } from './archive-page.tsx';
import { BeforeFirstIssue } from './before-first-issue.tsx';
import { ComparePage } from './compare-page.tsx';
import { FrontPage } from './front-page.tsx';
import { HowWePickPage } from './how-we-pick-page.tsx';
import { pairOf } from './pair-address.ts';
import { PrivacyPage } from './privacy-page.tsx';
import { A_MINUTE, forEverybody, publicAnswer } from './public-answer.ts';

const PAST_ON_FRONT = 5;
const MOST_RELATED = 5;
/** As our own links write it: `1e300` is a whole number too, which no database counts to. */
const PAGE = /^[1-9]\d{0,5}$/;
const AN_HOUR = { 'Cache-Control': 'public, max-age=3600' };

/** The pages that everybody may read. */
export function sitePages(deps: WebDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/', ...forEverybody, context => front(context, deps));
  routes.get('/issues', ...forEverybody, context => archive(context, deps));
  routes.get('/issues/:week{[0-9]{4}-W[0-9]{2}}', ...forEverybody, context => frozenIssue(context, deps));
  routes.get('/compare/:pair', ...forEverybody, context => compare(context, deps));
  routes.get('/how-we-pick', ...forEverybody, context =>
    publicAnswer(context, deps, seen => <HowWePickPage deps={seen} />, AN_HOUR),
  );
  routes.get('/privacy', ...forEverybody, context =>
    publicAnswer(context, deps, seen => <PrivacyPage deps={seen} />, AN_HOUR),
  );
  return routes;
}

async function front(context: Context<WebEnv>, deps: WebDeps): Promise<Response> {
  const latest = await deps.site.latest();
  if (latest === null) {
    return publicAnswer(context, deps, seen => <BeforeFirstIssue deps={seen} />, {
      'Cache-Control': 'no-cache',
    });
  }
  const past = await deps.site.archive(1, PAST_ON_FRONT);
  return publicAnswer(context, deps, seen => <FrontPage deps={seen} latest={latest} past={past} />);
}

async function archive(context: Context<WebEnv>, deps: WebDeps): Promise<Response> {
  const asked = context.req.query('page') ?? '1';
  if (!PAGE.test(asked)) return context.notFound() as Promise<Response>;
  const page = Number(asked);
  const [total, issues] = await Promise.all([
    deps.site.issueCount(),
    deps.site.archive((page - 1) * ISSUES_PER_PAGE, ISSUES_PER_PAGE),
  ]);
  if (page > 1 && issues.length === 0) return context.notFound() as Promise<Response>;
  return publicAnswer(context, deps, seen => (
    <ArchivePage deps={seen} issues={issues} page={page} total={total} />
  ));
}

/** As it was frozen, below what was found wrong since: its own links lead to the front page, the archive and the comparisons. */
async function frozenIssue(context: Context<WebEnv>, deps: WebDeps): Promise<Response> {
  const html = await deps.site.frozenPage(context.req.param('week') ?? '');
  if (html === null) return context.notFound() as Promise<Response>;
  return context.html(html, 200, { ...A_MINUTE, 'Content-Security-Policy': FROZEN_ISSUE }) as Response;
}

/** Only what an issue has held is compared; any two tools of the catalogue would be pages that nobody has edited. */
async function compare(context: Context<WebEnv>, deps: WebDeps): Promise<Response> {
  const address = context.req.param('pair') ?? '';
  const pair = pairOf(address);
  const comparison = pair && (await deps.site.comparison(...pair));
  if (comparison === null) return context.notFound() as Promise<Response>;
  const { slug } = comparison.pairing;
  if (slug !== address) {
    // Anybody may turn the names round; the page has one address.
    return context.body(null, 301, {
      Location: `/compare/${slug}`,
      'Cache-Control': 'public, max-age=86400',
    });
  }
  const [standing, related] = await Promise.all([
    deps.site.standing(comparison.pairing),
    deps.site.related(comparison.pairing, MOST_RELATED),
  ]);
  return publicAnswer(context, deps, seen => (
    <ComparePage deps={seen} comparison={comparison} standing={standing} related={related} />
  ));
}
