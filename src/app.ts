import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { paletteCss } from '../templates/web/palette-css.ts';
import { catalogueHook } from './api/catalogue-hook.ts';
import { health } from './api/health.ts';
import { hookRoutes } from './api/hooks.ts';
import { RateLimit } from './api/keys/rate-limit.ts';
import { metricsRoute } from './api/metrics-route.ts';
import { apiRoutes } from './api/v1/api-routes.ts';
import { arrivalRoutes } from './desk/arrival/arrival-routes.tsx';
import { audienceCss } from './desk/audience/audience-css.ts';
import { audienceRoutes } from './desk/audience/audience-routes.tsx';
import { catalogueCss } from './desk/catalogue/catalogue-css.ts';
import { catalogueRoutes } from './desk/catalogue/catalogue-routes.tsx';
import { checkCss } from './desk/check/check-css.ts';
import { checkRoutes } from './desk/check/check-routes.tsx';
import { deskCss } from './desk/desk-css.ts';
import type { DeskEnv } from './desk/desk-env.ts';
import { deskFloor, withoutNul } from './desk/desk-floor.tsx';
import { deskGuard } from './desk/door/desk-guard.tsx';
import { doorRoutes } from './desk/door/door-routes.tsx';
import { goingCss } from './desk/going/going-css.ts';
import { goingRoutes } from './desk/going/going-routes.tsx';
import { keysCss } from './desk/keys/keys-css.ts';
import { keysRoutes } from './desk/keys/keys-routes.tsx';
import { previewCss } from './desk/preview/preview-css.ts';
import { previewRoutes } from './desk/preview/preview-routes.tsx';
import { webhooksCss } from './desk/webhooks/webhooks-css.ts';
import { webhooksRoutes } from './desk/webhooks/webhooks-routes.tsx';
import { weekCss } from './desk/week/week-css.ts';
import { weekRoutes } from './desk/week/week-routes.tsx';
import { mcpRoutes } from './mcp/mcp-routes.ts';
import type { Newsroom } from './newsroom/newsroom.ts';
import { openToPublic, type PublicRoom } from './newsroom/public-room.ts';
import { mailPageCss } from './outbox/mail-page-css.ts';
import { outboxCss } from './outbox/outbox-css.ts';
import { outboxPages } from './outbox/outbox-pages.tsx';
import { unsubscribePages } from './readers/leaving/unsubscribe-pages.tsx';
import { lostLinkRoutes } from './readers/lost-link/lost-link-routes.tsx';
import { preferencesCss } from './readers/preferences/preferences-css.ts';
import { preferencesRoutes } from './readers/preferences/preferences-routes.tsx';
import { confirmPages } from './readers/signup/confirm-pages.tsx';
import { embedPages } from './readers/signup/embed-pages.tsx';
import { signupCss } from './readers/signup/signup-css.ts';
import { signupPages } from './readers/signup/signup-pages.tsx';
import { signupScripts } from './readers/signup/signup-script.ts';
import { voteCss } from './readers/vote/vote-css.ts';
import { voteRoutes } from './readers/vote/vote-routes.tsx';
import { dataRoutes } from './site/data/data-routes.ts';
import { goRoute } from './site/go-route.ts';
import { earlyAnswer } from './site/kept/early-answer.ts';
import { KeptPages } from './site/kept/kept-pages.ts';
import { keptRoutes } from './site/kept/kept-routes.ts';
import { sharePictures } from './site/share/share-pictures.tsx';
import { siteCss } from './site/site-css.ts';
import { siteFiles } from './site/site-files.ts';
import { sitePages } from './site/site-pages.tsx';
import { bodyLimits } from './web/body-limits.tsx';
import { chartCss } from './web/chart/chart-css.ts';
import { answerFault, answerMethodNotAllowed, answerNotFound } from './web/error-answers.tsx';
import { favicon } from './web/favicon.ts';
import { fontCss, fonts } from './web/fonts.ts';
import { oneHost } from './web/one-host.ts';
import { ownForms } from './web/own-forms.tsx';
import { pageCss } from './web/page-css.ts';
import { requestLog } from './web/request-log.ts';
import { securityHeaders } from './web/security-headers.ts';
import { styleSheet } from './web/stylesheet.ts';
import type { WebEnv } from './web/web-env.ts';
import type { EarlyAnswer } from './web/web-server.ts';

/** The site as a server serves it. */
export type WebApp = Hono<WebEnv> & { readonly early: EarlyAnswer };

/** The whole site: every route on one page. GET never writes. */
export async function createWebApp(newsroom: Newsroom): Promise<WebApp> {
  const { look } = newsroom.settings.style;
  const sheet = styleSheet([
    fontCss,
    paletteCss(look),
    pageCss(look),
    chartCss,
    ...READER_STYLES,
    ...DESK_STYLES,
  ]);
  const room = await openToPublic(newsroom, sheet.path);
  const pages = new KeptPages(room);
  const app = new Hono<WebEnv>();
  // A visitor's own X-Request-Id would let a stranger choose what stands in our log.
  app.use(requestId({ headerName: '' }));
  app.use(requestLog(room));
  app.use(oneHost());
  // Before all that costs time: what it answers with has been through the rest when it was drawn.
  app.route('/', keptRoutes(room, pages));
  app.use(securityHeaders(room.publication.url));
  // Before what answers with pages and guards forms: it answers all that begins with /api itself.
  const limit = new RateLimit(room.ticks);
  app.route('/', apiRoutes(room, limit));
  app.route('/', mcpRoutes(room, limit));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: answerMethodNotAllowed(room) }));
  app.use(ownForms(room));
  app.use(bodyLimits(room));

  // Before the pages: some addresses are a page's with an ending.
  app.route('/', await dataRoutes(room));
  for (const routes of readerRoutes(room)) app.route('/', routes);
  const forPrograms = [health(room), metricsRoute(room), await hookRoutes(room), await catalogueHook(room)];
  for (const routes of forPrograms) app.route('/', routes);
  app.route('/', desk(room));
  for (const routes of [sheet.route, fonts(), await favicon(look)]) app.route('/', routes);
  if (room.settings.development) app.route('/outbox', outboxPages(room));

  app.notFound(answerNotFound(room));
  app.onError(answerFault(room));
  return Object.assign(app, { early: earlyAnswer(room, pages) });
}

/** In the order in which they override each other. */
const READER_STYLES = [siteCss, signupCss, preferencesCss, voteCss, outboxCss, mailPageCss];
const DESK_STYLES = [
  deskCss,
  audienceCss,
  previewCss,
  weekCss,
  checkCss,
  goingCss,
  catalogueCss,
  keysCss,
  webhooksCss,
];

function readerRoutes(room: PublicRoom) {
  return [
    sitePages(room),
    siteFiles(room),
    goRoute(room),
    sharePictures(room),
    unsubscribePages(room),
    preferencesRoutes(room),
    lostLinkRoutes(room),
    voteRoutes(room),
    signupPages(room),
    confirmPages(room),
    embedPages(room),
    signupScripts(),
  ];
}

/** The editors' desk: the guard stands before all of it. */
function desk(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.use('/desk', deskGuard(room));
  routes.use('/desk/*', deskGuard(room), withoutNul(room));
  const parts = [
    doorRoutes(room),
    previewRoutes(room),
    checkRoutes(room),
    weekRoutes(room),
    audienceRoutes(room),
    goingRoutes(room),
    catalogueRoutes(room),
    webhooksRoutes(room),
    arrivalRoutes(room),
    keysRoutes(room),
    // Last: it answers whatever no part of the desk knows.
    deskFloor(room),
  ];
  for (const part of parts) routes.route('/', part);
  return routes;
}
