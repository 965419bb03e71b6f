import type { Context } from 'hono';
import type { z } from 'zod';
import { wasCut } from '../../web/cut-request.ts';
import { type Fault, invalid, type Problem, problem } from './problem.ts';

/** A body as it came. */
export type BodyReading = { readonly kind: 'read'; readonly bytes: Uint8Array } | Problem;

/** Reads a body whole, and no more of it than it may have. @param limit in bytes */
export async function readBody(context: Context, limit: number): Promise<BodyReading> {
  const { body } = context.req.raw;
  if (body === null) return { kind: 'read', bytes: new Uint8Array() };
  const declared = Number(context.req.header('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (declared <= limit) {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length > limit) break;
      chunks.push(chunk);
    }
  }
  if (declared > limit || length > limit) {
    const detail = `The body has more than ${limit.toLocaleString('en')} bytes.`;
    // What is left of it is not read: the connection cannot be used again.
    return problem(
      'too-large',
      { place: 'body', detail, fix: 'Send less at once.' },
      { Connection: 'close' },
    );
  }
  return { kind: 'read', bytes: Buffer.concat(chunks) };
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json *(?:;.*)?$/i;
/** Deeper than any body of ours. */
const MOST_LEVELS = 32;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

export type JsonReading = { readonly kind: 'json'; readonly value: unknown } | Problem;

/** What a body says, as JSON. An empty one says nothing: `{}`. */
export function readJsonBody(context: Context, bytes: Uint8Array): JsonReading {
  if (bytes.byteLength === 0) return { kind: 'json', value: {} };
  const type = context.req.header('content-type') ?? '';
  if (!JSON_TYPE.test(type.trim()))
    return problem('media-type', {
      place: 'header Content-Type',
      detail: 'The body does not say that it is JSON.',
      fix: 'Send Content-Type: application/json.',
    });
  try {
    const value: unknown = JSON.parse(UTF8.decode(bytes));
    const fault = faultIn(value);
    return fault ? invalid([fault]) : { kind: 'json', value };
  } catch (error) {
    if (wasCut(context)) throw error;
    const fix = 'Send one JSON document in UTF-8.';
    return invalid([{ place: 'body', detail: 'The body is not JSON that can be read.', fix }]);
  }
}

/** Null when every text that came with the address can be looked for. */
export function unreadableText(value: unknown): Problem | null {
  const fault = faultIn(value);
  return fault && invalid([{ ...fault, place: 'path' }]);
}

/** Level by level, so that no depth costs stack. No text of ours has a NUL, and Postgres fails on one. */
function faultIn(value: unknown): Fault | null {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) {
      const detail = `The body is nested deeper than ${MOST_LEVELS} levels.`;
      return { place: 'body', detail, fix: 'No field of ours is: look at the document, /api/openapi.json.' };
    }
    const texts = level.flatMap(each =>
      typeof each === 'string' ? [each] : isObject(each) ? Object.keys(each) : [],
    );
    if (texts.some(text => text.includes('\0')))
      return { place: 'body', detail: 'A text holds a NUL.', fix: 'Take the NUL out.' };
    level = level.flatMap(each => (isObject(each) ? Object.values(each) : []));
  }
  return null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Parameters by name; one that comes twice is a list, which no schema of ours takes. */
export function queryOf(context: Context): Record<string, string | string[]> {
  const all = Object.entries(context.req.queries());
  return Object.fromEntries(
    all.map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

export type Parsed<T> = { readonly kind: 'parsed'; readonly value: T } | Problem;

/** @param where what the place of a fault begins with: `body`, `query`, `path` */
export function parsed<S extends z.ZodType>(
  schema: S,
  value: unknown,
  where: 'body' | 'query' | 'path',
): Parsed<z.infer<S>> {
  const result = schema.safeParse(value);
  if (result.success) return { kind: 'parsed', value: result.data };
  const [first, ...others] = result.error.issues.slice(0, MOST_FAULTS).map(issue => faultOf(issue, where));
  if (!first) throw new Error('A schema refused a value and said nothing of it.');
  return invalid([first, ...others]);
}

const MOST_FAULTS = 20;

function faultOf(issue: z.core.$ZodIssue, where: string): Fault {
  const place = [where, ...issue.path.map(String)].join('.').slice(0, 200);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, 5).map(key => `"${key.slice(0, 60)}"`);
    const fix = 'Leave it out, or correct its spelling.';
    return { place, detail: `There is no field ${keys.join(', ')} here.`, fix };
  }
  const detail = `${issue.message.replace(/\.$/, '')}.`;
  return { place, detail, fix: 'Correct it: /api/openapi.json says what each field may hold.' };
}
