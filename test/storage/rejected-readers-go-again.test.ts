import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildLedger, sums } from '../../src/delivery/ledger.ts';
import type { Store } from '../../src/storage/database.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { reopenRejected } from '../../src/storage/delivery/reopen.ts';
import { inTransaction } from '../../src/storage/transaction.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const READERS = 12;
/** taken, left before the seal, rejected for what is not meant, rejected for what is. */
type Fate = 'taken' | 'left' | 'kept' | 'meant';
const STATUS = { taken: 0, left: 1, kept: 2, meant: 2 } as const;

const fates = fc.array(fc.constantFrom<Fate>('taken', 'taken', 'left', 'kept', 'meant', 'meant'), {
  minLength: READERS,
  maxLength: READERS,
});

/** The issue as it would be after such answers, in batches of `size`. */
async function play({ db }: Store, issueId: number, all: readonly Fate[], size: number): Promise<void> {
  await db.deleteFrom('batches').execute();
  for (const [index, fate] of all.entries()) {
    await db
      .updateTable('deliveries')
      .set({ status: STATUS[fate], reason: fate === 'taken' || fate === 'left' ? '' : fate })
      .where('seq', '=', index + 1)
      .execute();
  }
  for (let first = 0, n = 1; first < READERS; first += size, n++) {
    const own = all.slice(first, first + size);
    const of = (...wanted: readonly Fate[]) => own.filter(fate => wanted.includes(fate)).length;
    const ids = own.flatMap((fate, index) => (fate === 'taken' ? [`id-${first + index + 1}`] : []));
    const isRefusal = ids.length === 0 && of('kept', 'meant') > 0;
    await db
      .insertInto('batches')
      .values({
        issue_id: issueId,
        n,
        first_seq: first + 1,
        last_seq: first + own.length,
        state: isRefusal ? 'rejected' : 'submitted',
        suppressed: of('left'),
        rejected: of('kept', 'meant'),
        idempotency_key: `key-${n}`,
        payload_sha256: `sha-${n}`,
        provider: 'resend',
        provider_ids: JSON.stringify(ids),
        attempts: 1,
        settled_at: 1,
      })
      .execute();
  }
}

async function look({ db }: Store) {
  const batches = await db.selectFrom('batches').selectAll().orderBy('first_seq').execute();
  const members = await db.selectFrom('deliveries').select(['seq', 'status']).orderBy('seq').execute();
  return { batches, members };
}

describeStores('rejected readers who are meant', (open, dialect) => {
  it('wait again in batches of their own; everybody else stands where they stood', {
    timeout: 120_000,
  }, async () => {
    const store = await open();
    const { issueId } = await freezeForTest(store, fixedClock('2026-11-26T09:00:00Z'), {
      readers: READERS,
      batchSize: READERS,
    });
    await fc.assert(
      fc.asyncProperty(fates, fc.integer({ min: 1, max: 5 }), async (all, size) => {
        await play(store, issueId, all, size);
        const numbers = (await look(store)).batches.map(({ n }) => n);
        const options = { isMeant: (reason: string) => reason === 'meant', why: 'again' };
        const count = all.filter(fate => fate === 'meant').length;
        expect(await inTransaction(store, trx => reopenRejected(trx, issueId, options))).toBe(count);
        const { batches, members } = await look(store);
        const covered = batches.flatMap(({ first_seq, last_seq }) =>
          Array.from({ length: last_seq - first_seq + 1 }, (_, index) => first_seq + index),
        );
        expect(covered).toEqual(members.map(({ seq }) => seq));
        expect(sums(buildLedger(READERS, await tallyBatches(store, issueId)))).toBe(true);
        for (const batch of batches) {
          const own = members.filter(({ seq }) => seq >= batch.first_seq && seq <= batch.last_seq);
          expect(batch.suppressed).toBe(own.filter(({ status }) => status === 1).length);
          expect(batch.rejected).toBe(own.filter(({ status }) => status === 2).length);
          const active = own.filter(({ status }) => status === 0).map(({ seq }) => seq);
          const wait = active.filter(seq => all[seq - 1] === 'meant');
          // Nobody who was taken shares a batch with somebody who goes again.
          expect(wait.length === 0 || wait.length === active.length).toBe(true);
          if (batch.state === 'pending') {
            expect(wait.length).toBeGreaterThan(0);
            expect({ key: batch.idempotency_key, fresh: !numbers.includes(batch.n) }).toEqual({
              key: '',
              fresh: true,
            });
          } else {
            expect(wait).toEqual([]);
            expect(JSON.parse(batch.provider_ids)).toEqual(active.map(seq => `id-${seq}`));
          }
        }
        expect(await inTransaction(store, trx => reopenRejected(trx, issueId, options))).toBe(0);
      }),
      { numRuns: dialect === 'sqlite' ? 60 : 15 },
    );
  });
});
