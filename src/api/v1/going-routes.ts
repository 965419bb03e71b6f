import { z } from '@hono/zod-openapi';
import { parseAddress } from '../../audience/address.ts';
import { ISSUE_STATES, type Issue } from '../../issue/issue.ts';
import { RECIPIENT_STATES, type Recipient } from '../../newsroom/going/recipient-state.ts';
import { findRecipients } from '../../newsroom/going/recipients.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { statusOf } from '../../newsroom/status.ts';
import { cursorParameter, limitParameter, nextCursor, pageOf } from './cursor.ts';
import { onIssue } from './one-issue.ts';
import { instant, instantOf, instantOrNull, week, weekPath } from './parts.ts';
import { type Problem, problem } from './problem.ts';
import { type ApiRoute, answer, route } from './route.ts';
import { badAddress } from './subscriber-routes.ts';

const TAG = 'Issues';
const SENT = { week: '2026-W47' };

const count = z.number().int();

const ledger = z
  .object({
    week,
    state: z.enum(ISSUE_STATES),
    reason: z.string(),
    audience: count,
    submitted: count,
    suppressed: count,
    rejected: count,
    uncertain: count,
    pending: count,
    delivered: count,
    bounced: count,
    complained: count,
    failed: count,
    batches: z.object({
      pending: count,
      submitting: count,
      submitted: count,
      rejected: count,
      uncertain: count,
    }),
    waiting: z
      .object({
        kind: z.enum(['hour', 'api', 'readers', 'answer', 'trial']),
        until: instant,
        reason: z.string().optional(),
        readers: count.optional(),
      })
      .nullable()
      .openapi({ description: 'Why nothing is handed over at this moment.' }),
  })
  .openapi('Ledger');

const readLedger = route({
  ...{ method: 'get', path: '/issues/{week}/ledger', id: 'readLedger', scope: 'read', tag: TAG },
  summary: 'Read the ledger of an issue',
  says: 'audience = submitted + suppressed + rejected + uncertain + pending, always; and what came back. Before the freeze: who would get it now.',
  params: weekPath,
  answer: ledger,
  example: { params: SENT },
  act: ({ room, params }) =>
    onIssue(room, params.week, async issue => {
      const { waiting, ...status } = await statusOf(room, issue);
      const until = waiting && { ...waiting, until: instantOf(waiting.until) };
      return answer({ ...status, reason: issue.reason, waiting: until });
    }),
});

const recipient = z
  .object({
    seq: count,
    subscriberId: count,
    email: z.string(),
    name: z.string(),
    variant: count
      .nullable()
      .openapi({ description: 'Null while the subject that it waits for is not decided.' }),
    state: z.enum(['submitted', 'suppressed', 'rejected', 'uncertain', 'pending']),
    reason: z.string(),
    event: z.string().nullable().openapi({ description: 'What the mail API reported last.' }),
    eventAt: instant.nullable(),
  })
  .openapi('Recipient');

function toldOf(one: Recipient): z.input<typeof recipient> {
  const { seq, subscriberId, email, name, variant, state, reason, event, eventAt } = one;
  return { seq, subscriberId, email, name, variant, state, reason, event, eventAt: instantOrNull(eventAt) };
}

const state = z.enum(RECIPIENT_STATES).optional();
const place = z.tuple([z.int().nonnegative()]);

const listRecipients = route({
  ...{
    method: 'get',
    path: '/issues/{week}/recipients',
    id: 'listRecipients',
    scope: 'subscribers',
    tag: TAG,
  },
  summary: 'List who was to get an issue, and what became of it',
  params: weekPath,
  query: z.strictObject({ state, limit: limitParameter, cursor: cursorParameter(place) }),
  answer: pageOf(recipient),
  example: { params: SENT, query: { state: 'submitted' } },
  act: ({ room, params, query: { state: wanted = null, limit, cursor } }) =>
    onFrozen(room, params.week, async issue => {
      const query = { words: '', state: wanted, after: cursor?.[0] ?? 0, count: limit };
      const { recipients, next } = await findRecipients(room, issue, query);
      return answer({ items: recipients.map(toldOf), next: nextCursor(next === null ? null : [next]) });
    }),
});

const searchRecipients = route({
  ...{ method: 'post', path: '/issues/{week}/recipients/search', id: 'findRecipient', tag: TAG },
  scope: 'subscribers',
  summary: 'Look up what became of an issue for one address',
  reads: true,
  params: weekPath,
  body: z.strictObject({ email: z.string().max(600) }),
  answer: z.object({ recipient: recipient.nullable() }),
  example: { params: SENT, body: { email: 'ada@readers.example' } },
  act: ({ room, params, body }) =>
    onFrozen(room, params.week, async issue => {
      const address = parseAddress(body.email);
      if (address.kind === 'bad') return badAddress(address.reason);
      const query = { words: address.email, state: null, after: 0, count: 1 };
      const [found] = (await findRecipients(room, issue, query)).recipients;
      return answer({ recipient: found ? toldOf(found) : null });
    }),
});

export const GOING_ROUTES: readonly ApiRoute[] = [readLedger, listRecipients, searchRecipients];

/** The same for an issue whose audience is fixed. */
export function onFrozen<T>(
  room: Newsroom,
  of: string,
  act: (issue: Issue) => Promise<T>,
): Promise<T | Problem> {
  return onIssue<T | Problem>(room, of, async issue => {
    if (issue.frozenAt !== null) return act(issue);
    const detail = `Nobody has got the issue of ${of} yet.`;
    const fix = 'Ask again once it goes out.';
    return problem('conflict', { place: 'path.week', detail, fix });
  });
}
