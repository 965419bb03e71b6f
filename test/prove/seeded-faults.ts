import type { BatchStore, ClaimedBatch } from '../../src/delivery/batch.ts';
import type { Mailer, MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import type { Store } from '../../src/storage/database.ts';
import type { SeededFault } from './batch-world.ts';

/**
 * Ten faults that other senders have had, or that ours could get by one careless line. A model that lets one of them
 * pass has a hole.
 */
export const SEEDED_FAULTS: Readonly<Record<string, SeededFault>> = {
  'settles before the answer is known': {
    store: inner =>
      claiming(inner, async claim => {
        const accepted = claim.recipients.map(({ seq }) => ({ seq, providerId: `early-${claim.n}-${seq}` }));
        await inner.settle(claim, { accepted, rejected: [] }, 0);
        return claim;
      }),
  },
  'moves its cursor at the claim': {
    store: (inner, { db }) =>
      claiming(inner, async claim => {
        const past = { lease_until: 8e15, not_before: 8e15 };
        await db
          .updateTable('batches')
          .set(past)
          .where('n', '<=', claim.n)
          .where('settled_at', 'is', null)
          .execute();
        return claim;
      }),
  },
  'does not check the hash': {
    store: inner => ({
      ...inner,
      claim: async request => {
        const claim = await inner.claim(request);
        if (!claim || claim.recipients.length === 0) return claim;
        const made = request.seal(claim, claim.recipients);
        return { ...claim, seal: { ...made, idempotencyKey: claim.seal.idempotencyKey } };
      },
    }),
  },
  'drops who has left on a retry, too': {
    store: (inner, database) => ({
      ...inner,
      claim: async request => {
        const claim = await inner.claim(request);
        return claim && claim.attempts > 1 ? resealed(database, claim, request.seal) : claim;
      },
    }),
  },
  'ignores leases': {
    store: (inner, { db }) => ({
      ...inner,
      claim: async request => {
        await db.updateTable('batches').set({ lease_until: 0 }).where('state', '=', 'submitting').execute();
        return inner.claim(request);
      },
    }),
  },
  'takes an unclear answer for a no': {
    mailer: inner =>
      answering(inner, answer =>
        answer.kind === 'unclear'
          ? { kind: 'refused', scope: 'payload', code: 'unclear', reason: answer.reason }
          : answer,
      ),
  },
  'makes the key without the generation': {
    store: inner => ({
      ...inner,
      claim: request =>
        inner.claim({
          ...request,
          seal: (batch, recipients) => {
            const seal = request.seal(batch, recipients);
            return { ...seal, idempotencyKey: seal.idempotencyKey.replace(/\/[^/]*$/, '') };
          },
        }),
    }),
  },
  'forgets at a wait that an earlier answer was unclear': {
    store: inner => ({
      ...inner,
      putBack: (batch, options) => inner.putBack({ ...batch, unclearSince: null }, options),
    }),
  },
  'loses the middle of a split': {
    store: (inner, { db }) => ({
      ...inner,
      split: async (batch, reason) => {
        await inner.split(batch, reason);
        const { first } = await db
          .selectFrom('batches')
          .select(eb => eb.fn.max('first_seq').as('first'))
          .where('last_seq', '=', batch.lastSeq)
          .executeTakeFirstOrThrow();
        await db
          .updateTable('batches')
          .set({ first_seq: first + 1 })
          .where('first_seq', '=', first)
          .execute();
      },
    }),
  },
  'settles whatever the bytes were': {
    store: (inner, { db }) => ({
      ...inner,
      settle: async (batch, acceptance, now) => {
        const { payload_sha256: payloadSha256 } = await db
          .selectFrom('batches')
          .select('payload_sha256')
          .where('n', '=', batch.n)
          .executeTakeFirstOrThrow();
        return inner.settle({ ...batch, seal: { ...batch.seal, payloadSha256 } }, acceptance, now);
      },
    }),
  },
};

function claiming(inner: BatchStore, after: (claim: ClaimedBatch) => Promise<ClaimedBatch>): BatchStore {
  return {
    ...inner,
    claim: async request => {
      const claim = await inner.claim(request);
      return claim && after(claim);
    },
  };
}

function answering(inner: Mailer, change: (answer: MailerAnswer) => MailerAnswer): Mailer {
  return {
    ...inner,
    submit: async (messages, options) => change(await inner.submit(messages, options)),
  };
}

/** Who is there now, under a new key: the others get it twice. */
async function resealed(
  { db }: Store,
  claim: ClaimedBatch,
  seal: Parameters<BatchStore['claim']>[0]['seal'],
): Promise<ClaimedBatch> {
  const ids = claim.recipients.map(recipient => recipient.subscriberId);
  const still = await db
    .selectFrom('subscribers')
    .select('id')
    .where('id', 'in', [0, ...ids])
    .where('state', '=', 'confirmed')
    .where('suppressed_at', 'is', null)
    .execute();
  const there = new Set(still.map(row => row.id));
  const recipients = claim.recipients.filter(recipient => there.has(recipient.subscriberId));
  const gone = claim.recipients.filter(recipient => !there.has(recipient.subscriberId));
  if (gone.length === 0 || recipients.length === 0) return claim;
  const made = seal(claim, recipients);
  await db
    .updateTable('deliveries')
    .set({ status: 1 })
    .where(
      'seq',
      'in',
      gone.map(recipient => recipient.seq),
    )
    .execute();
  await db
    .updateTable('batches')
    .set(eb => ({
      idempotency_key: made.idempotencyKey,
      payload_sha256: made.payloadSha256,
      signing_key: made.signingKey,
      suppressed: eb('suppressed', '+', gone.length),
    }))
    .where('n', '=', claim.n)
    .execute();
  return { ...claim, seal: made, recipients };
}
