import { afterEach, expect, it, vi } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import type { SenderDeps } from '../../src/delivery/sender.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { openSqliteStore } from '../support/stores.ts';

const patient = { signal: new AbortController().signal, patienceMs: 60_000 };

afterEach(() => void vi.useRealTimers());

/** Turns counted, each after a wait. */
function counted(deps: SenderDeps) {
  let turns = 0;
  const mailers = deps.mailers.map(paced => ({
    ...paced,
    pacer: {
      ...paced.pacer,
      turn: async () => {
        turns += 1;
        await new Promise(setImmediate);
        return { kind: 'go', probes: false, waited: true } as const;
      },
    },
  }));
  return { deps: { ...deps, mailers }, turns: () => turns };
}

it('ends with the last answer, however many lanes had nothing to do', async () => {
  const store = await openSqliteStore();
  const clock = fixedClock('2026-11-26T09:00:00Z');
  const issue = await freezeForTest(store, clock, { readers: 10, batchSize: 10 });
  const answer = Promise.withResolvers<MailerAnswer | undefined>();
  const api = keyedApi({ script: () => answer.promise });
  // No timer ever fires: whoever sleeps is woken by the answer.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const sent = sendBatches(senderDeps(store, clock, [api], { lanes: 4 }), issue, patient);
  await vi.waitFor(() => expect(api.calls).toHaveLength(1));
  // The others have looked, found nothing, and sleep.
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  answer.resolve(undefined);
  expect(await sent).toEqual({ kind: 'settled' });
});

it.each([1, 3, 9])('takes a send time for each of %i batches, and none in vain', async batches => {
  const store = await openSqliteStore();
  const clock = fixedClock('2026-11-26T09:00:00Z');
  const issue = await freezeForTest(store, clock, { readers: 10 * batches, batchSize: 10 });
  const api = keyedApi({});
  const { deps, turns } = counted(senderDeps(store, clock, [api], { lanes: 4 }));
  expect(await sendBatches(deps, issue, patient)).toEqual({ kind: 'settled' });
  expect(api.accepted.size).toBe(10 * batches);
  expect(turns()).toBe(batches);
});
