import { Hono, type MiddlewareHandler } from 'hono';
import type { PublicRoom } from '../newsroom/public-room.ts';
import { latestActivity } from '../storage/issue/activity.ts';
import type { DeskEnv } from './desk-env.ts';
import { LogPage } from './log-page.tsx';
import { noSuch } from './no-such-issue.tsx';
import { deskPage } from './visit.tsx';
import { weekInNeed } from './week-in-need.ts';
import { wholeNumber } from './whole-number.ts';

/** Lines on one page of the log. */
const LOG_PAGE = 100;

/** Where the desk begins, its log, and the answer to whatever none of its parts knows. */
export function deskFloor(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get('/desk', async context => context.redirect(`/desk/issues/${await weekInNeed(room)}`, 303));
  routes.get('/desk/log', async context => {
    const before = wholeNumber(context.req.query('before'));
    const lines = await latestActivity(room.store, { before, limit: LOG_PAGE });
    return deskPage(room, context, <LogPage lines={lines} />);
  });
  routes.all('/desk/*', context => noSuch(room, context, 'page'));
  return routes;
}

/** No week, hash or name has a NUL in it, and Postgres fails on one instead of finding nothing. */
export function withoutNul(room: PublicRoom): MiddlewareHandler<DeskEnv> {
  return async (context, next) => (context.req.path.includes('\0') ? noSuch(room, context, 'page') : next());
}
