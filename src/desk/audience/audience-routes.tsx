import { Hono } from 'hono';
import { findAddress, findReaders } from '../../newsroom/audience/find-readers.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { DeskEnv } from '../desk-env.ts';
import { searchText } from '../search-text.ts';
import { deskPage } from '../visit.tsx';
import { wholeNumber } from '../whole-number.ts';
import { importRoutes } from './import-routes.tsx';
import { audienceOverview } from './overview.ts';
import { OverviewPage } from './overview-page.tsx';
import { personRoutes } from './person-routes.tsx';
import { ReadersPage } from './readers-page.tsx';
import { STATUSES } from './status-words.ts';
import { suppressionRoutes } from './suppression-routes.tsx';

/** Who gets the newsletter: how many, since when, from where, and each of them. */
export function audienceRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get('/desk/audience', async context => {
    const overview = await audienceOverview(room);
    return deskPage(room, context, <OverviewPage overview={overview} />);
  });
  routes.get('/desk/audience/readers', async context => {
    const text = searchText(context);
    const exactly = await findAddress(room, text);
    // A whole address leads to its reader, without looking through all others.
    if (exactly?.readerId) return context.redirect(`/desk/audience/readers/${exactly.readerId}`, 303);
    const status = STATUSES.find(one => one === context.req.query('status')) ?? null;
    const before = wholeNumber(context.req.query('before'));
    const found = await findReaders(room, { text, status, before });
    const { suppression } = exactly ?? {};
    const suppressedAs = suppression && suppression.reason !== 'erased' ? suppression.hash : null;
    const page = <ReadersPage text={text} status={status} found={found} suppressedAs={suppressedAs} />;
    return deskPage(room, context, page);
  });
  for (const part of [personRoutes(room), suppressionRoutes(room), importRoutes(room)])
    routes.route('/', part);
  return routes;
}
