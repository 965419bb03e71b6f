import { type Context, Hono } from 'hono';
import { admit } from '../api/keys/key-guard.ts';
import type { RateLimit } from '../api/keys/rate-limit.ts';
import { LARGEST_CATALOGUE } from '../api/v1/catalogue-routes.ts';
import { answerProblem, invalid, problem } from '../api/v1/problem.ts';
import { readBody, readJsonBody } from '../api/v1/read-request.ts';
import { agentNamed } from '../issue/actor.ts';
import type { PublicRoom } from '../newsroom/public-room.ts';
import type { WebEnv } from '../web/web-env.ts';

const PATH = '/mcp';
const ALLOWED = 'POST, OPTIONS';
const NOT_KEPT = { 'Cache-Control': 'no-store' };

/**
 * The server for agents over HTTP (Streamable HTTP, without sessions: each request stands for itself, so that any process may
 * answer it). There is nothing to listen to and nothing to end: GET and DELETE are told so. No page of another site may call
 * it, whatever key it has.
 */
export function mcpRoutes(room: PublicRoom, limit: RateLimit): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.post(PATH, context => isForeign(room, context) ?? answer(room, limit, context));
  routes.options(PATH, context => context.body(null, 204, { Allow: ALLOWED, ...NOT_KEPT }));
  routes.all(PATH, context =>
    answerProblem(
      context,
      problem(
        'method',
        {
          place: '',
          detail: `This address does not take ${context.req.method}.`,
          fix: 'Post one JSON-RPC message: there is no session here and no stream.',
        },
        { Allow: ALLOWED },
      ),
    ),
  );
  return routes;
}

async function answer(room: PublicRoom, limit: RateLimit, context: Context): Promise<Response> {
  const admission = await admit(room, context, limit, null);
  if (admission.kind === 'problem') return answerProblem(context, admission);
  const reading = await readBody(context, LARGEST_CATALOGUE);
  if (reading.kind === 'problem') return answerProblem(context, reading);
  const json = readJsonBody(context, reading.bytes);
  if (json.kind === 'problem') return answerProblem(context, json);
  if (Array.isArray(json.value)) return answerProblem(context, manyAtOnce());
  const { key } = admission;
  const handler = await handlerOf(room);
  const authInfo = {
    token: '',
    clientId: key.name,
    scopes: [...key.scopes],
    extra: { key: { ...key, who: agentNamed(key.name) } },
  };
  const answered = await handler.fetch(context.req.raw, { authInfo, parsedBody: json.value });
  const type = answered.headers.get('content-type');
  return context.body(await answered.text(), answered.status as 200, {
    ...NOT_KEPT,
    ...(type !== null && { 'Content-Type': type }),
  });
}

/** One request is one of what the rate limit counts. */
function manyAtOnce() {
  const fix = 'Send one message at a time; several at once are no part of the protocol any more.';
  return invalid([{ place: 'body', detail: 'The body is a list.', fix }]);
}

/** A browser says from where a page calls; nobody else does. */
function isForeign(room: PublicRoom, context: Context): Response | null {
  const origin = context.req.header('origin');
  if (origin === undefined || origin === new URL(room.publication.url).origin) return null;
  const detail = 'A page of another site may not call this.';
  const fix = 'Call it from a program: leave the Origin header out.';
  return answerProblem(context, problem('foreign', { place: 'header Origin', detail, fix }));
}

type Handler = Awaited<ReturnType<typeof openHandler>>;
const handlers = new WeakMap<PublicRoom, Promise<Handler>>();

/** The protocol is loaded with the first agent that comes: most servers never see one. */
function handlerOf(room: PublicRoom): Promise<Handler> {
  const handler = handlers.get(room) ?? openHandler(room);
  handlers.set(room, handler);
  return handler;
}

async function openHandler(room: PublicRoom) {
  const { openAgentHandler } = await import('./agent-handler.ts');
  return openAgentHandler(room);
}
