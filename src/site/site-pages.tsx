import { type Context, Hono } from 'hono';
import { correctedPage } from '../newsroom/corrected-page.ts';
import type { PublicRoom } from '../newsroom/public-room.ts';
import { seesOutbox } from '../newsroom/sees-outbox.ts';
import { standingOf } from '../readers/vote/standing-of.ts';
import { archiveLines, countSent, latestSent, relatedLines } from '../storage/issue/archive.ts';
import { isSent } from '../storage/issue/sent-issues.ts';
import { FROZEN_ISSUE } from '../web/security-headers.ts';
import type { WebEnv } from '../web/web-env.ts';
import { ArchivePage, ISSUES_PER_PAGE } from './archive-page.tsx';
import { BeforeFirstIssue } from './before-first-issue.tsx';
import { ComparePage } from './compare-page.tsx';
import { readComparison } from './comparison.ts';
import { withDataLink } from './data/data-link.ts';
import { FrontPage } from './front-page.tsx';
import { HowWePickPage } from './how-we-pick-page.tsx';
import { pairOf } from './pair-address.ts';
import { PrivacyPage } from './privacy-page.tsx';
import { A_MINUTE, publicAnswer } from './public-answer.ts';

const PAST_ON_FRONT = 5;
const MOST_RELATED = 5;
/** As our own links write it: `1e300` is a whole number too, which no database counts to. */
const PAGE = /^[1-9]\d{0,5}$/;
const AN_HOUR = { 'Cache-Control': 'public, max-age=3600' };

/** The pages that everybody may read. */
export function sitePages(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/', context => front(context, room));
  routes.get('/issues', context => archive(context, room));
  routes.get('/issues/:week{[0-9]{4}-W[0-9]{2}}', context => frozenIssue(context, room));
  routes.get('/compare/:pair', context => compare(context, room));
  routes.get('/how-we-pick', context =>
    publicAnswer(room, context, <HowWePickPage asked={room.settings.PAIRINGS_PER_ISSUE} />, AN_HOUR),
  );
  routes.get('/privacy', context => publicAnswer(room, context, <PrivacyPage />, AN_HOUR));
  return routes;
}

async function front(context: Context<WebEnv>, room: PublicRoom): Promise<Response> {
  const latest = await latestSent(room.store);
  if (latest === null) {
    return publicAnswer(room, context, <BeforeFirstIssue outbox={seesOutbox(room, context)} />, {
      'Cache-Control': 'no-cache',
    });
  }
  const past = await archiveLines(room.store, 1, PAST_ON_FRONT);
  return publicAnswer(room, context, <FrontPage latest={latest} past={past} />);
}

async function archive(context: Context<WebEnv>, room: PublicRoom): Promise<Response> {
  const asked = context.req.query('page') ?? '1';
  if (!PAGE.test(asked)) return context.notFound() as Promise<Response>;
  const page = Number(asked);
  const [total, issues] = await Promise.all([
    countSent(room.store),
    archiveLines(room.store, (page - 1) * ISSUES_PER_PAGE, ISSUES_PER_PAGE),
  ]);
  if (page > 1 && issues.length === 0) return context.notFound() as Promise<Response>;
  return publicAnswer(room, context, <ArchivePage issues={issues} page={page} total={total} />);
}

/** As it was frozen, below what was found wrong since: its own links lead to the front page, the archive and the comparisons. */
async function frozenIssue(context: Context<WebEnv>, room: PublicRoom): Promise<Response> {
  const week = context.req.param('week') ?? '';
  const html = await correctedPage(room, week);
  if (html === null) return context.notFound() as Promise<Response>;
  const linked = (await isSent(room.store, week)) ? withDataLink(html, week) : html;
  return context.html(linked, 200, { ...A_MINUTE, 'Content-Security-Policy': FROZEN_ISSUE }) as Response;
}

/** Only what an issue has held is compared; any two tools of the catalogue would be pages that nobody has edited. */
async function compare(context: Context<WebEnv>, room: PublicRoom): Promise<Response> {
  const address = context.req.param('pair') ?? '';
  const pair = pairOf(address);
  const comparison = pair && (await readComparison(room, ...pair));
  if (comparison === null) return context.notFound() as Promise<Response>;
  const { slug, a, b, category } = comparison.pairing;
  if (slug !== address) {
    // Anybody may turn the names round; the page has one address.
    return context.body(null, 301, {
      Location: `/compare/${slug}`,
      'Cache-Control': 'public, max-age=86400',
    });
  }
  const [standing, related] = await Promise.all([
    standingOf(room, a.slug, b.slug),
    relatedLines(room.store, { a: a.slug, b: b.slug, category }, MOST_RELATED),
  ]);
  if (standing?.closesAt && !standing.closed) context.set('freshUntil', standing.closesAt);
  return publicAnswer(
    room,
    context,
    <ComparePage comparison={comparison} standing={standing} related={related} />,
  );
}
