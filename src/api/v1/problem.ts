import type { Context } from 'hono';
import type { Refusal } from '../../newsroom/newsroom.ts';

/** Every kind of no this API says, with its status and title. The detail is in the words of desk and command line. */
export const PROBLEMS = {
  invalid: { status: 400, title: 'The request cannot be read' },
  'no-key': { status: 401, title: 'A key is needed' },
  'no-scope': { status: 403, title: 'This key may not do that' },
  foreign: { status: 403, title: 'Pages of other sites may not do that' },
  'not-found': { status: 404, title: 'It is not there' },
  method: { status: 405, title: 'This address does not take that method' },
  conflict: { status: 409, title: 'It stands in a way that does not allow this' },
  'other-request': { status: 409, title: 'The idempotency key was used for another request' },
  'under-way': { status: 409, title: 'The same request is being answered' },
  stale: { status: 412, title: 'It has changed' },
  'too-large': { status: 413, title: 'The body is too large' },
  'media-type': { status: 415, title: 'The body is of another type' },
  refused: { status: 422, title: 'It was refused' },
  'no-condition': { status: 428, title: 'The change must name what it was made on' },
  'too-often': { status: 429, title: 'Too much in too short a time' },
  fault: { status: 500, title: 'Something broke here' },
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

/** One thing wrong: where, what, and what to do about it. */
export interface Fault {
  /** `body.subject`, `query.cursor`, `header If-Match`; '' for none in particular. */
  readonly place: string;
  readonly detail: string;
  readonly fix: string;
}

export interface Problem extends Fault {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  /** All of them, where there are several; the first is the problem's own. */
  readonly faults?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
}

export function problem(
  code: ProblemCode,
  fault: Fault,
  headers: Readonly<Record<string, string>> = {},
): Problem {
  return { kind: 'problem', code, ...fault, headers };
}

/** @param faults at least one */
export function invalid([first, ...others]: readonly [Fault, ...Fault[]]): Problem {
  const faults = others.length === 0 ? {} : { faults: [first, ...others] };
  return { kind: 'problem', code: 'invalid', ...first, ...faults };
}

/** What an act would not do, in its own words. */
export function refusalProblem(
  { why, fix }: Refusal,
  place = '',
  code: 'refused' | 'conflict' = 'refused',
): Problem {
  return problem(code, { place, detail: why, fix });
}

export function notFound(place: string, detail: string, fix: string): Problem {
  return problem('not-found', { place, detail, fix });
}

/** RFC 9457. @param request the number under which the log tells of this request */
export function problemDocument({ code, place, detail, fix, faults }: Problem, request: string) {
  const { status, title } = PROBLEMS[code];
  const type = `urn:verdicts:problem:${code}`;
  return { type, title, status, detail, place, fix, ...(faults && { faults }), request };
}

export const PROBLEM_TYPE = 'application/problem+json';

export function answerProblem(context: Context, said: Problem): Response {
  const document = problemDocument(said, String(context.get('requestId') ?? ''));
  return context.body(JSON.stringify(document), document.status, {
    ...said.headers,
    'Content-Type': PROBLEM_TYPE,
    'Cache-Control': 'no-store',
  });
}
