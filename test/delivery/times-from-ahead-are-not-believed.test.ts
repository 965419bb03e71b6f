import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildLedger, sums } from '../../src/delivery/ledger.ts';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { expiredReason } from '../../src/delivery/outcome.ts';
import { createPacer } from '../../src/delivery/pace.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { submitNextBatch } from '../../src/delivery/submit.ts';
import type { Store } from '../../src/storage/database.ts';
import { batchStore, tallyBatches } from '../../src/storage/delivery/batches.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { noticeStepBack } from '../../src/storage/latest-time.ts';
import { aheadWords, timesAhead } from '../../src/storage/times-ahead.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { startResendPair } from '../support/resend-pair.ts';
import { describeStores } from '../support/stores.ts';

const HOUR = 3_600_000;
const START = '2026-11-26T09:00:00Z';
const UNCLEAR: MailerAnswer = { kind: 'unclear', reason: 'reset' };
const patient = { signal: new AbortController().signal, patienceMs: 0 };
const asked = { because: 'rate', retryAfterMs: 5_000, reason: 'slow down' } as const;

async function ledger(store: Store, issueId: number, audience: number) {
  const made = buildLedger(audience, await tallyBatches(store, issueId));
  expect(sums(made)).toBe(true);
  return made;
}

describeStores('a clock that was ahead and is put right', open => {
  it('has no batch posted again of which nobody can tell when it was first tried', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const truth = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 40, batchSize: 10 });
    const pair = await startResendPair(clock, { requestsPerSecond: null, now: truth.now });
    pair.standIn.fault({ do: 'reset', accept: true, times: 4 });
    const deps = senderDeps(store, clock, [pair.mailer]);
    clock.advance(25 * HOUR);
    await sendBatches(deps, issue, patient);
    clock.advance(-25 * HOUR);
    for (let hour = 0; hour < 60; hour++) {
      await sendBatches(deps, issue, patient);
      clock.advance(HOUR);
      truth.advance(HOUR);
    }
    expect(pair.standIn.ledger()).toMatchObject({ accepted: 40, duplicates: [] });
    expect(await ledger(store, issue.issueId, 40)).toMatchObject({ uncertain: 40, pending: 0 });
    const reasons = await store.db.selectFrom('batches').select('reason').distinct().execute();
    expect(reasons).toEqual([{ reason: expect.stringContaining('A clock was wrong') }]);
    await pair.close();
  });

  it('holds nobody up: leases and waits of then are over', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 20, batchSize: 10 });
    const wait: MailerAnswer = { kind: 'wait', because: 'rate', retryAfterMs: 300_000, reason: 'rate' };
    const api = keyedApi({
      script: (_call, n) => (n === 0 ? wait : n === 1 ? new Promise(() => {}) : undefined),
    });
    clock.advance(HOUR);
    const killed = senderDeps(store, clock, [api], { owner: 'killed' });
    await submitNextBatch({ ...killed, ...killed.mailers[0]!, onlyBound: false }, issue);
    void submitNextBatch({ ...killed, ...killed.mailers[0]!, onlyBound: false }, issue);
    await expect.poll(() => api.calls.length).toBe(2);
    clock.advance(-HOUR);
    const batches = batchStore(store);
    expect(await batches.nextDue(issue.issueId, clock.now())).toBe(clock.now());
    const next = senderDeps(store, clock, [api], { owner: 'next' });
    expect(await sendBatches(next, issue, patient)).toEqual({ kind: 'settled' });
    // What was told to wait goes at once; of what was on its way nobody knows for how long it has been.
    expect(await ledger(store, issue.issueId, 20)).toMatchObject({ submitted: 10, uncertain: 10 });
  });

  it('ends pauses of then, and lets one try for all', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const pacer = createPacer(paceStore(store, 'resend'), null, clock.now);
    clock.advance(HOUR);
    await pacer.hold(asked);
    expect(await pacer.held()).not.toBeNull();
    clock.advance(-HOUR);
    expect(await pacer.held()).toBeNull();
    expect(await pacer.turn(patient.signal)).toEqual({ kind: 'go', probes: true });
    // A new pause does not last until the end of the one that was never to be believed.
    expect(await pacer.hold(asked)).toBeLessThan(clock.now() + HOUR / 2);
  });

  it('hands out send times from now on, not from then', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const pace = paceStore(store, 'resend');
    await pace.reserve(clock.now() + HOUR, 500);
    expect(await pace.reserve(clock.now(), 500)).toBe(clock.now());
    await pace.reserve(clock.now() + 120_000, 500);
    expect(await pace.reserve(clock.now(), 500)).toBe(clock.now());
  });

  it('is noticed by whoever looks next, also when what is unclear seems to be of the past', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 5, batchSize: 10 });
    const api = keyedApi({ script: () => UNCLEAR });
    const deps = senderDeps(store, clock, [api]);
    clock.advance(10 * HOUR);
    await sendBatches(deps, issue, patient);
    clock.advance(12 * HOUR);
    expect(await noticeStepBack(store, clock.now())).toBeNull();
    // Twelve hours have passed, and the batch seems to be two hours old.
    clock.advance(-10 * HOUR);
    expect(await noticeStepBack(store, clock.now())).toBe(clock.now() + 10 * HOUR);
    expect(await noticeStepBack(store, clock.now())).toBeNull();
    await sendBatches(deps, issue, patient);
    expect(api.calls).toHaveLength(1);
    expect(await ledger(store, issue.issueId, 5)).toMatchObject({ uncertain: 5 });
  });

  it('is named with what lies ahead', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 5, batchSize: 10 });
    expect(await timesAhead(store, clock.now())).toEqual([]);
    clock.advance(3 * HOUR);
    await sendBatches(senderDeps(store, clock, [keyedApi({ script: () => UNCLEAR })]), issue, patient);
    await createPacer(paceStore(store, 'resend'), null, clock.now).hold(asked);
    clock.advance(-3 * HOUR);
    const ahead = await timesAhead(store, clock.now());
    expect(ahead.map(({ what }) => what).toSorted()).toEqual([
      'an attempt without a clear answer',
      'the last attempt at a batch',
      'the last pause of a mailer',
    ]);
    expect(aheadWords(ahead)).toMatch(/clock was fast.*2026-11-26T12:00:00/);
  });
});

const STEPS = [-25, -10, -3, -1, 1, 3, 10, 25].map(hours => hours * HOUR);

describeStores('whatever a clock does while a sender runs', open => {
  it('doubles nobody and leaves nobody waiting', { timeout: 240_000 }, async () => {
    const store = await open();
    const clock = fixedClock(START);
    const truth = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 12, batchSize: 4 });
    const acts = fc.oneof(
      fc.record({ step: fc.constantFrom(...STEPS) }),
      fc.record({ pass: fc.constantFrom(2_000, 70_000, HOUR, 9 * HOUR) }),
      fc.record({ answer: fc.constantFrom('lost' as const, UNCLEAR, undefined) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { maxLength: 14 }), async sequence => {
        clock.set(START);
        truth.set(START);
        await asFrozen(store);
        const api = forgetfulApi(truth.now);
        const deps = senderDeps(store, clock, [api.mailer]);
        for (const act of sequence) {
          if ('answer' in act) api.answer(act.answer);
          if ('step' in act) clock.advance(act.step);
          if ('pass' in act) {
            clock.advance(act.pass);
            truth.advance(act.pass);
          }
          await noticeStepBack(store, clock.now());
          await sendBatches(deps, issue, patient);
        }
        // Nothing is clear until the mail API has forgotten every key; then it takes what it is given.
        api.answer(UNCLEAR);
        for (let round = 0; round < 60; round++) {
          if (round === 26) api.answer(undefined);
          clock.advance(HOUR);
          truth.advance(HOUR);
          await sendBatches(deps, issue, patient);
        }
        expect([...api.accepted.values()].filter(times => times > 1)).toEqual([]);
        expect(await ledger(store, issue.issueId, 12)).toMatchObject({ pending: 0 });
      }),
      { numRuns: 60, seed: 11 },
    );
  });
});

/** Everything as the freeze left it. */
async function asFrozen({ db }: Store): Promise<void> {
  await db
    .updateTable('batches')
    .set({
      ...{
        state: 'pending',
        owner: '',
        lease_until: 0,
        not_before: 0,
        touched_at: 0,
        attempts: 0,
        settled_at: null,
      },
      ...{ idempotency_key: '', payload_sha256: '', signing_key: '', provider: '', unclear_since: null },
    })
    .execute();
  await db.deleteFrom('meta').where('key', '=', 'latest-time').execute();
}

/** A mail API that forgets a key a day after it was given, by the true time. */
function forgetfulApi(truth: () => number) {
  let answer: 'lost' | MailerAnswer | undefined;
  const given = new Map<string, number>();
  const api = keyedApi({ script: () => answer });
  const accepted = new Map<string, number>();
  const mailer = {
    ...api,
    submit: async (...[messages, options]: Parameters<typeof api.submit>) => {
      const said = await api.submit(messages, options);
      const isTaken = answer === 'lost' || said.kind === 'accepted';
      const isKnown = truth() - (given.get(options.key) ?? Number.NEGATIVE_INFINITY) < 24 * HOUR;
      if (isTaken && !isKnown) {
        given.set(options.key, truth());
        for (const { to } of messages) accepted.set(to, (accepted.get(to) ?? 0) + 1);
      }
      return said;
    },
  };
  return {
    mailer,
    accepted,
    answer: (next: 'lost' | MailerAnswer | undefined) => {
      answer = next;
    },
  };
}

it('takes a first attempt later than now for one that is too old, but where a repeat does no harm', () => {
  const now = Date.parse(START);
  fc.assert(
    fc.property(fc.integer({ min: 60_001, max: 400 * 24 * HOUR }), ahead => {
      expect(expiredReason(now + ahead, 24 * HOUR, now)).toContain('A clock was wrong');
      expect(expiredReason(now + ahead, Number.POSITIVE_INFINITY, now)).toBe('');
    }),
  );
  expect(expiredReason(now + 60_000, 24 * HOUR, now)).toBe('');
  expect(expiredReason(now - 23 * HOUR, 24 * HOUR, now)).toBe('');
});
