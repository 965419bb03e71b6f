import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildLedger, sums } from '../../src/delivery/ledger.ts';
import type { Mailer, MailerAnswer, MailMessage } from '../../src/delivery/mailers/mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { fixedClock } from '../support/clock.ts';
import { replicaOf } from '../support/fallen-back.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const START = '2026-11-26T09:00:00Z';
const READERS = 14;
const BATCH_SIZE = 5;
/**
 * Its batch is refused as a whole, until it is alone. It does not leave: a no that the mail API would not repeat, and that
 * the database has forgotten, is beyond what keys can do (docs/delivery.md).
 */
const POISON = 'reader6@example.com';
const patient = { signal: new AbortController().signal, patienceMs: 0 };

/** How the mail API is, from one act on. */
const MOODS = ['well', 'answers lost', 'unreachable', 'rate limit', 'refuses all'] as const;
type Mood = (typeof MOODS)[number];

describeStores('a database that falls back while readers leave', (open, dialect) => {
  it('doubles nobody, however often', { timeout: 240_000 }, async () => {
    const store = await open();
    const clock = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: READERS, batchSize: BATCH_SIZE });
    const acts = fc.oneof(
      fc.record({ mood: fc.constantFrom(...MOODS) }),
      fc.record({ leaves: fc.integer({ min: 1, max: READERS }).filter(id => id !== 6) }),
      fc.record({ replica: fc.constantFrom('follows' as const, 'is promoted' as const) }),
    );
    // What all sequences begin with.
    const frozen = await replicaOf(store, 'frozen');
    const readers = await store.db.selectFrom('subscribers').selectAll().execute();
    expect(readers).toHaveLength(READERS);
    const property = fc.asyncProperty(fc.array(acts, { minLength: 4, maxLength: 16 }), async sequence => {
      clock.set(START);
      await frozen.fallBack();
      await store.db.updateTable('subscribers').set({ suppressed_at: null }).execute();
      const api = moodyApi();
      const send = async () => {
        clock.advance(120_000);
        await sendBatches(senderDeps(store, clock, [api.mailer]), issue, patient);
      };
      let replica = await replicaOf(store);
      for (const act of sequence) {
        if ('mood' in act) api.be(act.mood);
        if ('leaves' in act) {
          await store.db
            .updateTable('subscribers')
            .set({ suppressed_at: clock.now() })
            .where('id', '=', act.leaves)
            .execute();
        }
        if ('replica' in act && act.replica === 'follows') replica = await replicaOf(store);
        if ('replica' in act && act.replica === 'is promoted') await replica.fallBack();
        await send();
      }
      api.be('well');
      for (let round = 0; round < 12; round++) await send();
      expect([...api.accepted].filter(([, times]) => times > 1)).toEqual([]);
      const ledger = buildLedger(READERS, await tallyBatches(store, issue.issueId));
      expect(sums(ledger)).toBe(true);
      // A no is not believed while an attempt may have been taken: that batch is asked about for hours.
      const isRefused = sequence.some(act => 'mood' in act && act.mood === 'refuses all');
      if (!isRefused) expect(ledger.pending).toBeLessThanOrEqual(BATCH_SIZE);
    });
    await fc.assert(property, { numRuns: dialect === 'sqlite' ? 120 : 12, seed: 19 });
  });
});

/** Keeps its first answer to a key, refusals of every mail too; other bytes under it are a conflict. */
function moodyApi(): {
  readonly mailer: Mailer;
  readonly accepted: Map<string, number>;
  be(mood: Mood): void;
} {
  let mood: Mood = 'well';
  const kept = new Map<string, { readonly bytes: string; readonly answer: MailerAnswer }>();
  const accepted = new Map<string, number>();
  const answer = (key: string, messages: readonly MailMessage[]): MailerAnswer => {
    if (mood === 'unreachable') return { kind: 'unclear', reason: 'reset' };
    if (mood === 'rate limit') return { kind: 'wait', because: 'rate', retryAfterMs: 1_000, reason: 'rate' };
    const bytes = JSON.stringify(messages);
    const before = kept.get(key);
    if (before && before.bytes !== bytes) return { kind: 'unclear', conflict: true, reason: '409' };
    if (before) return before.answer;
    if (messages.some(({ to }) => to === POISON)) {
      return { kind: 'refused', scope: 'payload', code: 'validation_error', reason: 'Invalid `to` field.' };
    }
    const made: MailerAnswer =
      mood === 'refuses all'
        ? { kind: 'refused', scope: 'account', code: 'x', reason: 'none of them', remembered: true }
        : { kind: 'accepted', items: messages.map(({ to }) => ({ kind: 'accepted', id: `${key} ${to}` })) };
    if (made.kind === 'accepted') {
      for (const { to } of messages) accepted.set(to, (accepted.get(to) ?? 0) + 1);
    }
    kept.set(key, { bytes, answer: made });
    return made;
  };
  const submit: Mailer['submit'] = async (messages, { key }) => {
    const said = answer(key, messages);
    return mood === 'answers lost' ? { kind: 'unclear', reason: 'reset' } : said;
  };
  const mailer = { ...keyedApi({}), submit };
  return {
    mailer,
    accepted,
    be: next => {
      mood = next;
    },
  };
}
