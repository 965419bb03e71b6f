import { randomBytes } from 'node:crypto';
import type { App } from '../../src/compose.ts';
import type { ClaimedBatch } from '../../src/delivery/batch.ts';
import type { Mailer, MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import type { Pacer } from '../../src/delivery/pace.ts';
import { waitUntil } from '../../src/delivery/wait-until.ts';
import type { PostgresPatience } from '../../src/storage/postgres-patience.ts';
import { brokenMailer } from './broken-mailer.ts';

/**
 * Senders that are wrong on purpose, each as somebody's was or ours could be by a careless line. An audit that finds
 * nothing in them proves nothing about a sender in which there is nothing to find.
 */
export const BREAKS = [
  'no-key',
  'new-bytes',
  /** A no about us is one reader after the other's, and nothing counts them together. */
  'believes-every-no',
  /** A lease or wait from under a wrong clock is waited for. */
  'trusts-the-future',
  /** The key is made over the bytes: other bytes, another key. */
  'keys-by-bytes',
  /** Another process makes other bytes of the same mails, under the same key. */
  'renders-anew',
  /** Whatever the key opens, it is believed to be the account of before. */
  'forgets-the-account',
  /** A quota is slept through. */
  'sleeps-through-quota',
  /** A connection that stands is believed to carry. */
  'waits-for-ever',
  /** The same of the database's. */
  'trusts-the-database',
  /** The time after the final dot is a part of the lease. */
  'impatient-after-the-dot',
  /** What one reader's server wants later, all must wait for. */
  'waits-for-one',
] as const;
export type Break = (typeof BREAKS)[number];

export function isBreak(text: string | undefined): text is Break {
  return BREAKS.some(known => known === text);
}

export function brokenParts(app: App, how: Break): App {
  switch (how) {
    case 'no-key':
    case 'new-bytes':
    case 'renders-anew': {
      const { RESEND_BASE_URL: baseUrl = '', RESEND_API_KEY: apiKey = '' } = app.settings;
      return withMailer(app, inner => brokenMailer(inner, how, { baseUrl, apiKey, now: app.now }));
    }
    case 'trusts-the-database':
      return app;
    case 'believes-every-no':
      return withMailer(app, inner => answering(inner, believed));
    case 'waits-for-ever':
      return withMailer(app, inner => patient(inner));
    case 'impatient-after-the-dot':
      return withMailer(app, ({ patienceMs: _, ...inner }) => inner);
    case 'waits-for-one':
      return withMailer(app, inner =>
        answering(inner, answer =>
          answer.kind === 'wait' && answer.because === 'reader' ? { ...answer, because: 'busy' } : answer,
        ),
      );
    case 'forgets-the-account':
      return withMailer(app, inner => ({ ...inner, account: 'ours' }));
    case 'sleeps-through-quota':
      return {
        ...app,
        mailers: app.mailers.map(paced => ({ ...paced, pacer: asleep(paced.pacer, app.now) })),
      };
    case 'keys-by-bytes':
      return {
        ...app,
        batches: { ...app.batches, claim: request => app.batches.claim(keyedByBytes(request)) },
      };
    case 'trusts-the-future':
      return { ...app, batches: trustful(app) };
  }
}

/** Of the database's connections, which are opened before there is anything to put parts around. */
export function brokenPatience(patience: PostgresPatience, how: Break): PostgresPatience {
  return how === 'trusts-the-database' ? { ...patience, silentMs: 0 } : patience;
}

function withMailer(app: App, change: (inner: Mailer) => Mailer): App {
  return { ...app, mailers: app.mailers.map(paced => ({ ...paced, mailer: change(paced.mailer) })) };
}

function answering(inner: Mailer, change: (answer: MailerAnswer, mails: number) => MailerAnswer): Mailer {
  const { bulk, thin } = inner;
  return {
    ...inner,
    submit: async (messages, options) => change(await inner.submit(messages, options), messages.length),
    ...(bulk && {
      bulk: {
        ...bulk,
        post: async (body, options) => change(await bulk.post(body, options), body.mails),
      },
    }),
    ...(thin && {
      thin: {
        ...thin,
        post: async (body, options) => change(await thin.post(body, options), body.mails),
      },
    }),
  };
}

/** In words that are never the same twice, so that no run of equal ones is seen. */
function believed(answer: MailerAnswer, mails: number): MailerAnswer {
  const isNo = answer.kind === 'refused' || (answer.kind === 'unclear' && answer.foreign === true);
  if (!isNo) return answer;
  const reason = () => `${randomBytes(8).toString('hex').replace(/\d/g, 'x')} ${answer.reason}`;
  return {
    kind: 'accepted',
    items: Array.from({ length: mails }, () => ({ kind: 'rejected', reason: reason() })),
  };
}

function patient(inner: Mailer): Mailer {
  const { bulk, thin } = inner;
  const { signal } = new AbortController();
  return {
    ...inner,
    ...(bulk && { bulk: { ...bulk, post: (body, options) => bulk.post(body, { ...options, signal }) } }),
    ...(thin && { thin: { ...thin, post: (body, options) => thin.post(body, { ...options, signal }) } }),
  };
}

function asleep(inner: Pacer, now: () => number): Pacer {
  return {
    ...inner,
    turn: async signal => {
      const turn = await inner.turn(signal);
      if (turn.kind !== 'held') return turn;
      await waitUntil(turn.until, now, signal);
      return inner.turn(signal);
    },
  };
}

type ClaimRequest = Parameters<App['batches']['claim']>[0];

function keyedByBytes(request: ClaimRequest): ClaimRequest {
  return {
    ...request,
    seal: (batch, recipients) => {
      const seal = request.seal(batch, recipients);
      return { ...seal, idempotencyKey: `${seal.idempotencyKey}/${seal.payloadSha256.slice(0, 16)}` };
    },
  };
}

/** Holds whatever is leased into the future as long as the lease says. */
function trustful({ batches, store }: App): App['batches'] {
  return {
    ...batches,
    claim: async (request): Promise<ClaimedBatch | null> => {
      await store.db
        .updateTable('batches')
        .set(eb => ({ not_before: eb.ref('lease_until'), touched_at: request.now }))
        .where('state', '=', 'submitting')
        .where('lease_until', '>', request.now + 2 * request.leaseMs)
        .execute();
      return batches.claim(request);
    },
  };
}
