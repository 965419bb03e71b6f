import { z } from '@hono/zod-openapi';
import { PROBLEM_TYPE, PROBLEMS } from './problem.ts';
import type { ApiRoute } from './route.ts';

/** RFC 9457, with the place and the fix that every no of this program names. */
const fault = { place: z.string(), detail: z.string(), fix: z.string() };
const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:verdicts:problem:stale' }),
    title: z.string(),
    status: z.number().int(),
    ...fault,
    faults: z.array(z.object(fault)).optional(),
    request: z.string().openapi({ description: 'The number under which the log tells of the request.' }),
  })
  .openapi('Problem');

const PROBLEM_CONTENT = { [PROBLEM_TYPE]: { schema: problemSchema } };

/** A route as the document tells of it, made of the schemas that check its requests. */
export function described(route: ApiRoute) {
  const { method, path, id, tag, summary, says, scope, params, query, body, conditional } = route;
  const headers = headersOf(route);
  return {
    method,
    path: `/api/v1${path}`,
    operationId: id,
    tags: [tag],
    summary,
    description: [says, scopeWords(route)].filter(Boolean).join('\n\n'),
    security: [{ key: [] }],
    'x-scope': scope ?? 'any',
    request: {
      ...(params && { params: params as z.ZodObject }),
      ...(query && { query: query as z.ZodObject }),
      ...(headers && { headers }),
      ...(body && {
        body: {
          required: !body.safeParse({}).success,
          content: { 'application/json': { schema: body, example: route.example.body } },
        },
      }),
    },
    responses: { ...success(route), default: NO },
    ...(conditional && { 'x-conditional': true }),
  };
}

function scopeWords({ scope }: ApiRoute): string {
  return scope === null ? 'Any key may.' : `Scope: \`${scope}\`.`;
}

function headersOf({ method, reads, conditional }: ApiRoute): z.ZodObject | null {
  const shape = {
    ...(conditional && {
      'If-Match': z.string().openapi({ description: 'The ETag that the change was made on.' }),
    }),
    ...(method === 'post' &&
      !reads && {
        'Idempotency-Key': z.string().max(255).optional().openapi({
          description:
            'Sent again within a day with the same request, it gets the same answer and nothing is done twice.',
        }),
      }),
  };
  return Object.keys(shape).length === 0 ? null : z.object(shape);
}

function success({ status = 200, answer, types = [], summary, tagged, conditional }: ApiRoute) {
  const content = answer
    ? { 'application/json': { schema: answer } }
    : Object.fromEntries(types.map(type => [type, { schema: z.string() }]));
  const yes = { description: summary, content, ...((tagged || conditional) && { headers: ETAG }) };
  // What was there already is no news.
  return status === 201 ? { 200: yes, 201: yes } : { [status]: yes };
}

const ETAG = {
  ETag: {
    description: 'What the next change names in If-Match.',
    schema: { type: 'string' as const },
  },
};

/** One for all: any route may say any of them, and `status` and `type` tell which. */
const NO = {
  description: `A no: ${[...new Set(Object.values(PROBLEMS).map(({ status }) => status))].join(', ')}.`,
  content: PROBLEM_CONTENT,
};
