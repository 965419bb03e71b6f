import { Hono } from 'hono';
import { Notice } from '../web/notice.tsx';
import { printed } from '../web/printed.ts';
import type { WebDeps } from '../web/web-deps.ts';
import { audienceRoutes } from './audience/audience-routes.tsx';
import { catalogueRoutes } from './catalogue/catalogue-routes.tsx';
import { checkRoutes } from './check/check-routes.tsx';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from './desk-env.ts';
import { deskGuard } from './door/desk-guard.tsx';
import { doorRoutes } from './door/door-routes.tsx';
import { goingRoutes } from './going/going-routes.tsx';
import { LogPage } from './log-page.tsx';
import { previewRoutes } from './preview/preview-routes.tsx';
import { IssuesPage } from './week/issues-page.tsx';
import { weekRoutes } from './week/week-routes.tsx';
import { wholeNumber } from './whole-number.ts';

/** The editors' desk: every part on one page. The guard stands before all of them. */
export function deskRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.use('/desk', deskGuard(deps));
  routes.use('/desk/*', deskGuard(deps));
  routes.use('/desk/*', (context, next) => {
    // No week, hash or name has one, and Postgres fails on it instead of finding nothing.
    return context.req.path.includes('\0') ? noSuchPage(deps, context) : next();
  });
  routes.route('/', doorRoutes(deps));
  routes.route('/', previewRoutes(deps));
  routes.route('/', checkRoutes(deps));

  const { issues } = deps.desk;
  routes.get('/desk', context => context.redirect(`/desk/issues/${issues.thisWeek()}`, 303));
  routes.get('/desk/issues', async context => {
    const all = await issues.all();
    const editor = context.get('editor');
    const page = <IssuesPage deps={deps} editor={editor} issues={all} thisWeek={issues.thisWeek()} />;
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.get('/desk/log', async context => {
    const lines = await issues.log(wholeNumber(context.req.query('before')));
    const page = <LogPage deps={deps} editor={context.get('editor')} lines={lines} />;
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.route('/', audienceRoutes(deps));
  routes.route('/', weekRoutes(deps));
  routes.route('/', goingRoutes(deps));
  routes.route('/', catalogueRoutes(deps));
  routes.all('/desk/*', context => noSuchPage(deps, context));
  return routes;
}

async function noSuchPage(deps: WebDeps, context: DeskContext): Promise<Response> {
  const page = (
    <Notice deps={deps} status="404" title="The desk has no such page.">
      <a href="/desk/issues">All issues</a>
    </Notice>
  );
  return context.html(printed(page), 404, DESK_ANSWER);
}
