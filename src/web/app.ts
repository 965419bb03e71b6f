import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { bodyLimits } from './body-limits.tsx';
import { deskRoutes } from './desk/desk-routes.tsx';
import { answerFault, answerMethodNotAllowed, answerNotFound } from './error-answers.tsx';
import { favicon } from './favicon.ts';
import { fonts } from './fonts.ts';
import { health } from './health.ts';
import { hookRoutes } from './hooks.ts';
import { metrics } from './metrics.ts';
import { outboxPages } from './outbox/outbox-pages.tsx';
import { ownForms } from './own-forms.tsx';
import { preferencesRoutes } from './preferences/preferences-routes.tsx';
import { requestLog } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import { sharePictures } from './share/share-pictures.tsx';
import { confirmPages } from './signup/confirm-pages.tsx';
import { embedPages } from './signup/embed-pages.tsx';
import { signupPages } from './signup/signup-pages.tsx';
import { signupScripts } from './signup/signup-script.ts';
import { goRoute } from './site/go-route.ts';
import { siteFiles } from './site/site-files.ts';
import { sitePages } from './site/site-pages.tsx';
import { stylesheet } from './stylesheet.ts';
import { unsubscribePages } from './unsubscribe.tsx';
import { voteRoutes } from './vote/vote-routes.tsx';
import type { WebDeps } from './web-deps.ts';
import type { WebEnv } from './web-env.ts';

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
