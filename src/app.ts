import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { health } from './api/health.ts';
import { hookRoutes } from './api/hooks.ts';
import { metrics } from './api/metrics-route.ts';
import { deskRoutes } from './desk/desk-routes.tsx';
import { outboxPages } from './outbox/outbox-pages.tsx';
import { unsubscribePages } from './readers/leaving/unsubscribe-pages.tsx';
import { preferencesRoutes } from './readers/preferences/preferences-routes.tsx';
import { confirmPages } from './readers/signup/confirm-pages.tsx';
import { embedPages } from './readers/signup/embed-pages.tsx';
import { signupPages } from './readers/signup/signup-pages.tsx';
import { signupScripts } from './readers/signup/signup-script.ts';
import { voteRoutes } from './readers/vote/vote-routes.tsx';
import { goRoute } from './site/go-route.ts';
import { sharePictures } from './site/share/share-pictures.tsx';
import { siteFiles } from './site/site-files.ts';
import { sitePages } from './site/site-pages.tsx';
import { bodyLimits } from './web/body-limits.tsx';
import { answerFault, answerMethodNotAllowed, answerNotFound } from './web/error-answers.tsx';
import { favicon } from './web/favicon.ts';
import { fonts } from './web/fonts.ts';
import { ownForms } from './web/own-forms.tsx';
import { requestLog } from './web/request-log.ts';
import { securityHeaders } from './web/security-headers.ts';
import { stylesheet } from './web/stylesheet.ts';
import type { WebDeps } from './web/web-deps.ts';
import type { WebEnv } from './web/web-env.ts';

/** The whole site: every route on one page. GET never writes. */
export function createWebApp(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  // A visitor's own X-Request-Id would let a stranger choose what stands in our log.
  app.use(requestId({ headerName: '' }));
  app.use(requestLog(deps));
  app.use(securityHeaders(deps.publicUrl));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: answerMethodNotAllowed(deps) }));
  app.use(ownForms(deps));
  app.use(bodyLimits(deps));

  app.route('/', sitePages(deps));
  app.route('/', siteFiles(deps));
  app.route('/', goRoute(deps));
  app.route('/', sharePictures(deps));
  app.route('/', health(deps));
  app.route('/', metrics(deps));
  app.route('/', hookRoutes(deps.hooks));
  app.route('/', unsubscribePages(deps));
  app.route('/', preferencesRoutes(deps));
  app.route('/', voteRoutes(deps));
  app.route('/', signupPages(deps));
  app.route('/', confirmPages(deps));
  app.route('/', embedPages(deps));
  app.route('/', signupScripts());
  app.route('/', deskRoutes(deps));
  app.route('/', stylesheet());
  app.route('/', fonts());
  app.route('/', favicon());
  if (deps.outbox) app.route('/outbox', outboxPages(deps, deps.outbox.directory));

  app.notFound(answerNotFound(deps));
  app.onError(answerFault(deps));
  return app;
}
