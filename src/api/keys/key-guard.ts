import type { Context } from 'hono';
import { keyWithSecret, type LiveKey } from '../../newsroom/keys/api-keys.ts';
import type { Scope } from '../../newsroom/keys/scope.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { type Problem, problem } from '../v1/problem.ts';
import { type RateLimit, rateHeaders } from './rate-limit.ts';

export type Admission = { readonly kind: 'admitted'; readonly key: LiveKey } | Problem;

/**
 * Who calls, and whether they may. A key that was withdrawn is no key from that moment on: each request asks the database.
 * @param scope null where any key will do
 */
export async function admit(
  room: Pick<Newsroom, 'store' | 'now' | 'keyUses'>,
  context: Context,
  limit: RateLimit,
  scope: Scope | null,
): Promise<Admission> {
  const [, secret] = /^Bearer +(\S+) *$/i.exec(context.req.header('authorization') ?? '') ?? [];
  const key = secret === undefined ? null : await keyWithSecret(room, secret);
  if (!key) return stranger(secret !== undefined);
  room.keyUses.note(key.id, room.now());
  const allowance = limit.take(key.id);
  const headers = rateHeaders(limit.rate, allowance);
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
  if (!allowance.passed) {
    const { limit: most, perMs } = limit.rate;
    return problem(
      'too-often',
      {
        place: '',
        detail: `A key may make ${most} requests in ${perMs / 1_000} seconds.`,
        fix: `Wait ${allowance.nextInS} seconds, as Retry-After says.`,
      },
      { ...headers, 'Retry-After': String(allowance.nextInS) },
    );
  }
  if (scope !== null && !key.scopes.includes(scope)) return unscoped(key, scope, headers);
  return { kind: 'admitted', key };
}

function stranger(hasSecret: boolean): Problem {
  const detail = hasSecret ? 'This is not a key in use.' : 'The request names no key.';
  const fix =
    'Send Authorization: Bearer with a key. An editor makes one at the desk under Keys; on the server: verdicts keys create.';
  const challenge = `Bearer realm="verdicts"${hasSecret ? ', error="invalid_token"' : ''}`;
  return problem('no-key', { place: 'header Authorization', detail, fix }, { 'WWW-Authenticate': challenge });
}

function unscoped({ name, scopes }: LiveKey, scope: Scope, headers: Record<string, string>): Problem {
  return problem(
    'no-scope',
    {
      place: 'header Authorization',
      detail: `This takes the scope ${scope}; the key ${name} has ${scopes.join(', ')}.`,
      fix: 'Use another key, or make one with that scope.',
    },
    {
      ...headers,
      'WWW-Authenticate': `Bearer realm="verdicts", error="insufficient_scope", scope="${scope}"`,
    },
  );
}
