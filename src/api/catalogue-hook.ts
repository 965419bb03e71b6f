import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { isCatalogueAddress } from '../settings/catalogue-place.ts';
import { askForPull } from '../storage/issue/catalogue-pulls.ts';
import type { WebEnv } from '../web/web-env.ts';

const MAX_BYTES = 65_536;
const PATH = '/hooks/catalogue';

/**
 * `POST /hooks/catalogue`: its owner says that the catalogue is new. The body may be anything that is signed; whoever plays
 * a call back within the five minutes of its signature only makes us pull once more, which changes nothing.
 */
export async function catalogueHook(room: Newsroom): Promise<Hono<WebEnv>> {
  const routes = new Hono<WebEnv>();
  const { CATALOGUE: address, CATALOGUE_SECRET: secrets } = room.settings;
  const fault =
    secrets && (await import('../feedback/call-checker.ts')).callChecker(secrets, 'CATALOGUE_SECRET');
  routes.post(
    PATH,
    async (context, next) => {
      if (!fault) return context.text('This is not set up here: CATALOGUE_SECRET is missing.\n', 503);
      if (!isCatalogueAddress(address))
        return context.text('The catalogue is a file here: there is nothing to fetch.\n', 503);
      return next();
    },
    bodyLimit({
      maxSize: MAX_BYTES,
      onError: context => context.text('A call has at most 64 KB.\n', 413),
    }),
    async context => {
      const header = (name: string) =>
        context.req.header(`webhook-${name}`) ?? context.req.header(`svix-${name}`) ?? '';
      const why = fault?.({
        rawBody: Buffer.from(await context.req.arrayBuffer()).toString('utf8'),
        id: header('id'),
        timestamp: header('timestamp'),
        signature: header('signature'),
      });
      if (why !== '') return context.text('The signature is wrong or too old.\n', 401);
      await askForPull(room.store, address);
      return context.text('It will be looked for.\n', 202);
    },
  );
  routes.all(PATH, context => context.text('This address takes POST.\n', 405, { Allow: 'POST' }));
  return routes;
}
