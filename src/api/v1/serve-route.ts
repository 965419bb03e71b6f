import type { Context } from 'hono';
import { z } from 'zod';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { KeptAnswer } from '../../storage/api/kept-answers.ts';
import { admit } from '../keys/key-guard.ts';
import type { RateLimit } from '../keys/rate-limit.ts';
import { type Repetition, repetitionOf } from '../keys/repeated-request.ts';
import { answerProblem, PROBLEM_TYPE, PROBLEMS, type Problem, problemDocument } from './problem.ts';
import { parsed, queryOf, readBody, readJsonBody, unreadableText } from './read-request.ts';
import type { Answer, ApiRoute, Call, FileAnswer } from './route.ts';

/** In bytes; a route may have a limit of its own. */
const BODY_LIMIT = 65_536;

/**
 * Answers one route, always in this order: whose key it is and what it may do, the body, whether the request came before, what
 * it says, and only then the act.
 */
export function serveRoute(room: PublicRoom, limit: RateLimit, route: ApiRoute) {
  return async (context: Context): Promise<Response> => {
    const admission = await admit(room, context, limit, route.scope);
    if (admission.kind === 'problem') return answerProblem(context, admission);
    const reading = await readBody(context, route.limit ?? BODY_LIMIT);
    if (reading.kind === 'problem') return answerProblem(context, reading);
    const asked = { room, key: admission.key, bytes: reading.bytes };
    const repetition = await repeated(context, route, asked);
    if (repetition?.kind === 'problem') return answerProblem(context, repetition);
    if (repetition?.kind === 'again') return repeat(context, repetition.answer);
    try {
      const said = await answerTo(context, route, asked);
      return await give(context, route, said, repetition);
    } catch (error) {
      await repetition?.drop();
      throw error;
    }
  };
}

type Asked = Pick<Call<never, never, never>, 'room' | 'key' | 'bytes'>;
type Said = Answer<unknown> | FileAnswer | Problem;

/** Null where nothing could be done twice: what reads, what names its condition alone, and who sends no idempotency key. */
function repeated(
  context: Context,
  route: ApiRoute,
  { room, key, bytes }: Asked,
): Promise<Repetition> | null {
  const idempotencyKey = context.req.header('idempotency-key');
  if (route.method !== 'post' || route.reads || idempotencyKey === undefined) return null;
  const { pathname, search } = new URL(context.req.url);
  return repetitionOf(room.store, {
    keyId: key.id,
    idempotencyKey,
    method: context.req.method,
    address: pathname + search,
    condition: context.req.header('if-match') ?? '',
    body: bytes,
    at: room.now(),
  });
}

const NOTHING = z.strictObject({});

/** Checks what was sent, and does what the route does. */
async function answerTo(context: Context, route: ApiRoute, { room, key, bytes }: Asked): Promise<Said> {
  const sent = { path: context.req.param(), query: queryOf(context) };
  const unreadable = unreadableText(sent);
  if (unreadable) return unreadable;
  const params = parsed(route.params ?? NOTHING, sent.path, 'path');
  if (params.kind === 'problem') return params;
  const query = parsed(route.query ?? NOTHING, sent.query, 'query');
  if (query.kind === 'problem') return query;
  const body = bodyOf(context, route, bytes);
  if (body.kind === 'problem') return body;
  const header = (name: string) => context.req.header(name) ?? '';
  const call = { room, key, params: params.value, query: query.value, body: body.value, bytes, header };
  return route.act(call as Call<never, never, never>);
}

function bodyOf(context: Context, route: ApiRoute, bytes: Uint8Array) {
  if (route.method === 'get' || route.raw) return { kind: 'parsed', value: {} } as const;
  const json = readJsonBody(context, bytes);
  return json.kind === 'problem' ? json : parsed(route.body ?? NOTHING, json.value, 'body');
}

/** Sends what was said, and keeps it for whoever asks the same again. */
async function give(
  context: Context,
  route: ApiRoute,
  said: Said,
  repetition: Extract<Repetition, { kind: 'first' }> | null,
): Promise<Response> {
  if (said.kind === 'file') {
    await repetition?.drop();
    return context.body(said.bytes, 200, { ...NOT_KEPT, ...said.headers, 'Content-Type': said.type });
  }
  const kept = toKept(context, route, said);
  // Whoever was told to wait asks the same later, with the same key.
  if (kept.status === PROBLEMS['too-often'].status) await repetition?.drop();
  else await repetition?.keep(kept);
  return repeat(context, kept);
}

const NOT_KEPT = { 'Cache-Control': 'no-store' };

function toKept(context: Context, route: ApiRoute, said: Answer<unknown> | Problem): KeptAnswer {
  if (said.kind === 'answer') {
    const headers = { ...said.headers, 'Content-Type': 'application/json' };
    return { status: said.status ?? route.status ?? 200, headers, body: JSON.stringify(said.body) };
  }
  const document = problemDocument(said, String(context.get('requestId') ?? ''));
  const headers = { ...said.headers, 'Content-Type': PROBLEM_TYPE };
  return { status: PROBLEMS[said.code].status, headers, body: JSON.stringify(document) };
}

function repeat(context: Context, { status, headers, body }: KeptAnswer): Response {
  return context.body(body, status as 200, { ...NOT_KEPT, ...headers });
}
