import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { VERSION } from '../../machine/version.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { wasCut } from '../../web/cut-request.ts';
import type { WebEnv } from '../../web/web-env.ts';
import type { RateLimit } from '../keys/rate-limit.ts';
import { described } from './describe-route.ts';
import { EVERY_ROUTE } from './every-route.ts';
import { answerProblem, notFound, problem } from './problem.ts';
import { serveRoute } from './serve-route.ts';

const DOCUMENT = '/api/openapi.json';

/**
 * The API for other programs. It answers everything below `/api` itself, also what is not there: programs read no pages. No
 * cookie counts here and no page of another site may call it, so that neither forms nor scripts of others can use a key.
 * @param limit what each key may ask in a minute, here and wherever else it is used
 */
export function apiRoutes(room: PublicRoom, limit: RateLimit): OpenAPIHono<WebEnv> {
  const api = new OpenAPIHono<WebEnv>();
  const methods = new Map<string, string[]>([[DOCUMENT, ['GET', 'HEAD']]]);
  for (const route of EVERY_ROUTE) {
    const config = described(route);
    api.openAPIRegistry.registerPath(config as Parameters<typeof api.openAPIRegistry.registerPath>[0]);
    const path = config.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const method = route.method.toUpperCase();
    api.on(method, path, serveRoute(room, limit, route));
    methods.set(path, [...(methods.get(path) ?? []), method, ...(method === 'GET' ? ['HEAD'] : [])]);
  }
  let document: string | null = null;
  api.get(DOCUMENT, context => {
    document ??= JSON.stringify(documentOf(api, room));
    return context.body(document, 200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  });
  for (const [path, allowed] of methods) {
    const allow = [...allowed, 'OPTIONS'].join(', ');
    api.on('OPTIONS', path, context =>
      context.body(null, 204, { Allow: allow, 'Cache-Control': 'no-store' }),
    );
    api.all(path, context => wrongMethod(context, allow));
  }
  for (const path of ['/api', '/api/*']) api.all(path, nowhere);
  api.onError((error, context) => fault(room, error, context));
  return api;
}

function documentOf(api: OpenAPIHono<WebEnv>, { publication }: PublicRoom) {
  api.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key that an editor made at the desk, or `verdicts keys create` on the server.',
  });
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: `${publication.name}: API`,
      version: VERSION,
      description:
        'Everything that another program may do. No key approves an issue, and none lets a stopped one go on: that takes a person.',
    },
    servers: [{ url: publication.url }],
  });
}

function wrongMethod(context: Context<WebEnv>, allow: string): Response {
  const detail = `This address does not take ${context.req.method}.`;
  return answerProblem(
    context,
    problem('method', { place: '', detail, fix: `It takes ${allow}.` }, { Allow: allow }),
  );
}

function nowhere(context: Context<WebEnv>): Response {
  const fix = `Every address is in ${DOCUMENT}.`;
  return answerProblem(context, notFound('path', 'There is nothing at this address.', fix));
}

/** What nobody foresaw: the log gets all of it under one number, the caller gets the number. */
function fault(room: PublicRoom, error: Error, context: Context<WebEnv>): Response {
  const request = context.get('requestId');
  if (wasCut(context)) {
    room.log.debug({ request }, 'a request was cut short');
    return context.text('The request was cut short.\n', 400, { 'Cache-Control': 'no-store' });
  }
  room.log.error({ err: error, request }, 'a request of a program failed');
  const detail = 'Something broke while this was answered.';
  const fix = `Try again in a moment; whoever runs this finds it in the log under ${request}.`;
  return answerProblem(context, problem('fault', { place: '', detail, fix }));
}
