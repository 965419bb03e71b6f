import { z } from '@hono/zod-openapi';
import { parseAddress } from '../../audience/address.ts';
import { findAddress, findSuppressions } from '../../newsroom/audience/find-readers.ts';
import { LONGEST_REASON } from '../../newsroom/audience/limits.ts';
import { liftByHand, suppressByHand } from '../../newsroom/audience/suppression-acts.ts';
import { cursorParameter, limitParameter, nextCursor, pageOf } from './cursor.ts';
import { notFound, problem } from './problem.ts';
import { type ApiRoute, answer, route } from './route.ts';
import { suppression, suppressionOf } from './subscriber.ts';
import { badAddress } from './subscriber-routes.ts';

const SCOPE = 'subscribers';
const TAG = 'Suppressions';

const email = z.string().max(600).openapi({ example: 'gone@readers.example' });
const reason = z.string().trim().min(1).max(LONGEST_REASON);

const list = route({
  ...{ method: 'get', path: '/suppressions', id: 'listSuppressions', scope: SCOPE, tag: TAG },
  summary: 'List whom nothing is mailed to',
  says: 'Newest first. Erased addresses are hashes and never listed.',
  query: z.strictObject({
    reason: z.enum(['hard_bounce', 'complaint', 'manual']).optional(),
    limit: limitParameter,
    cursor: cursorParameter(z.tuple([z.int(), z.string().max(128)])),
  }),
  answer: pageOf(suppression),
  example: { query: { reason: 'manual' } },
  act: async ({ room, query: { reason: why = null, limit, cursor } }) => {
    const after = cursor ? { createdAt: cursor[0], hash: cursor[1] } : null;
    const { lines, moreAfter } = await findSuppressions(room, { text: '', reason: why, after }, limit);
    const next = moreAfter && [moreAfter.createdAt, moreAfter.hash];
    return answer({ items: lines.map(suppressionOf), next: nextCursor(next) });
  },
});

const search = route({
  ...{ method: 'post', path: '/suppressions/search', id: 'findSuppression', scope: SCOPE, tag: TAG },
  summary: 'Look up one address on the list',
  reads: true,
  body: z.strictObject({ email }),
  answer: z.object({ suppression: suppression.nullable() }),
  example: { body: { email: 'gone@readers.example' } },
  act: async ({ room, body }) => {
    const address = parseAddress(body.email);
    if (address.kind === 'bad') return badAddress(address.reason);
    const line = (await findAddress(room, body.email))?.suppression ?? null;
    return answer({ suppression: line === null || line.reason === 'erased' ? null : suppressionOf(line) });
  },
});

const add = route({
  ...{ method: 'post', path: '/suppressions', id: 'suppressAddress', scope: SCOPE, tag: TAG },
  summary: 'Never mail an address again',
  says: '`kept`: it is on the list already, for a reason that weighs at least as much, or it was erased.',
  body: z.strictObject({ email, reason }),
  answer: z.object({ id: z.string().nullable(), outcome: z.enum(['suppressed', 'kept']) }),
  example: { body: { email: 'gone@readers.example', reason: 'Asked by letter' } },
  act: async ({ room, key, body }) => {
    const address = parseAddress(body.email);
    if (address.kind === 'bad') return badAddress(address.reason);
    const outcome = await suppressByHand(room, key.who, { email: address.email, reason: body.reason });
    if (outcome === 'not an address') throw new Error('A good address was taken for none.');
    const line = (await findAddress(room, address.email))?.suppression;
    return answer({ id: line && line.reason !== 'erased' ? line.hash : null, outcome });
  },
});

const lift = route({
  ...{ method: 'post', path: '/suppressions/{id}/lift', id: 'liftSuppression', scope: SCOPE, tag: TAG },
  summary: 'Take an address off the list',
  says: 'A hard bounce only with a word on how the mailbox is known to work again; a complaint never.',
  params: z.object({ id: z.string().regex(/^[\w-]{1,128}$/, 'Take the id that the list gave') }),
  body: z.strictObject({ reason }),
  answer: z.object({ id: z.string(), outcome: z.literal('lifted') }),
  example: { params: { id: '3f5a9c0d' }, body: { reason: 'The mailbox was full; they wrote to us' } },
  act: async ({ room, key, params: { id }, body }) => {
    const outcome = await liftByHand(room, key.who, { hash: id, reason: body.reason });
    switch (outcome) {
      case 'lifted':
        return answer({ id, outcome });
      case 'unknown': {
        const detail = 'This address is not on the list.';
        return notFound('path.id', detail, 'It may have been lifted since: look at the list.');
      }
      case 'complaint': {
        const detail = 'A complaint is never lifted.';
        return problem('conflict', {
          place: 'path.id',
          detail,
          fix: 'Another address of theirs is welcome.',
        });
      }
      case 'needs a reason': {
        const detail = 'Nothing was lifted.';
        return problem('refused', {
          place: 'body.reason',
          detail,
          fix: 'Say how you know that the mailbox works again.',
        });
      }
    }
  },
});

export const SUPPRESSION_ROUTES: readonly ApiRoute[] = [list, search, add, lift];
