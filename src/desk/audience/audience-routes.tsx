import { Hono } from 'hono';
import { printed } from '../../web/printed.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskEnv } from '../desk-env.ts';
import { searchText } from '../search-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { importRoutes } from './import-routes.tsx';
import { OverviewPage } from './overview-page.tsx';
import { personRoutes } from './person-routes.tsx';
import { ReadersPage } from './readers-page.tsx';
import { isStatus } from './status-words.ts';
import { suppressionRoutes } from './suppression-routes.tsx';

/** Who gets the newsletter: how many, since when, from where, and each of them. */
export function audienceRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { audience } = deps.desk;

  routes.get('/desk/audience', async context => {
    const overview = await audience.overview();
    const page = <OverviewPage deps={deps} editor={context.get('editor')} overview={overview} />;
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.get('/desk/audience/readers', async context => {
    const text = searchText(context);
    const asked = context.req.query('status') ?? '';
    const status = isStatus(asked) ? asked : null;
    const exactly = text === '' ? null : await audience.address(text);
    // A whole address leads to its reader, without looking through all others.
    if (exactly?.readerId) return context.redirect(`/desk/audience/readers/${exactly.readerId}`, 303);
    const before = wholeNumber(context.req.query('before'));
    const found = await audience.readers({ text, status, before });
    const { suppression } = exactly ?? {};
    const page = (
      <ReadersPage
        deps={deps}
        editor={context.get('editor')}
        text={text}
        status={status}
        found={found}
        suppressedAs={suppression && suppression.reason !== 'erased' ? suppression.hash : null}
      />
    );
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.route('/', personRoutes(deps));
  routes.route('/', suppressionRoutes(deps));
  routes.route('/', importRoutes(deps));
  return routes;
}
