import { expect, it } from 'vitest';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { withTemplates } from '../../src/delivery/publish.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { templateStore } from '../../src/storage/delivery/mail-templates.ts';
import { fixedClock, runningClock } from '../support/clock.ts';
import { freePacer, freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { ledger } from './settling.ts';

interface Told {
  readonly until: number;
  readonly reason: string;
}

const START = '2026-11-26T09:00:00Z';
const { signal } = new AbortController();

describeStores('a mail API that is long in answering', open => {
  it('is told of once, with the end of the wait, by those who wait for a place as well', async () => {
    const clock = fixedClock(START);
    const store = await open();
    const issue = await freezeForTest(store, clock, { readers: 5, batchSize: 1 });
    const answered = Promise.withResolvers<void>();
    let handedOver = 0;
    const keyless = keyedApi({ name: 'smtp', keyWindowMs: null });
    const api: Mailer = {
      ...keyless,
      tellsHandover: true,
      patienceMs: 60_000,
      submit: async (messages, options) => {
        await options.onHandover?.();
        handedOver += 1;
        await answered.promise;
        return keyless.submit(messages, options);
      },
    };
    const told: Told[] = [];
    const deps = {
      ...senderDeps(store, clock, [api], { lanes: 5 }),
      onSlow: (wait: Told) => void told.push(wait),
      quietMs: 20,
    };
    const sending = sendBatches(deps, issue, { signal, patienceMs: 0 });
    await expect.poll(() => [handedOver, told.length]).toEqual([3, 1]);
    answered.resolve();
    expect(await sending).toEqual({ kind: 'settled' });
    expect(told).toEqual([{ until: clock.now() + 60_000, reason: expect.stringContaining('not answered') }]);
    expect(await ledger(store, issue.issueId, 5)).toMatchObject({ submitted: 5, uncertain: 0 });
  });

  it('is no matter of words where it answers at once', async () => {
    const clock = fixedClock(START);
    const store = await open();
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 1 });
    const told: Told[] = [];
    const deps = {
      ...senderDeps(store, clock, [keyedApi({})]),
      onSlow: (wait: Told) => void told.push(wait),
    };
    await sendBatches(deps, issue, { signal, patienceMs: 0 });
    expect(told).toEqual([]);
  });
});

describeStores('a batch that a killed sender has left under way', open => {
  it('is waited for with a word, until its lease ends', async () => {
    const store = await open();
    const issue = await freezeForTest(store, runningClock, { readers: 2, batchSize: 2 });
    const leaseMs = 1_500;
    const begun = Promise.withResolvers<void>();
    const killed = keyedApi({
      script: () => {
        begun.resolve();
        return new Promise(() => undefined);
      },
    });
    void sendBatches({ ...senderDeps(store, runningClock, [killed]), leaseMs }, issue, {
      signal,
      patienceMs: 0,
    });
    await begun.promise;
    const told: Told[] = [];
    const api = keyedApi({});
    const next = {
      ...senderDeps(store, runningClock, [api], { owner: 'next' }),
      onOtherHands: (wait: Told) => void told.push(wait),
      quietMs: 20,
    };
    const from = Date.now();
    expect(await sendBatches(next, issue, { signal, patienceMs: 60_000 })).toEqual({ kind: 'settled' });
    expect(told).toEqual([{ until: expect.any(Number), reason: expect.stringContaining('killed') }]);
    expect(told[0]!.until).toBeLessThanOrEqual(from + leaseMs);
    expect(api.calls).toHaveLength(1);
  });
});

describeStores('a mail that is to be kept as a template during a pause', open => {
  async function publishing(options: { readonly patienceMs?: number; readonly heldFor: number }) {
    const store = await open();
    const issue = await freezeForTest(store, runningClock, { readers: 2, batchSize: 2 });
    const heard = { told: [] as Told[], full: [] as string[], untried: 0, requests: 0 };
    const until = Date.now() + options.heldFor;
    const turns = ['held', 'go'];
    const pacer = {
      ...freePacer(),
      turn: async () =>
        turns.shift() === 'held'
          ? ({ kind: 'held', until, reason: 'too fast' } as const)
          : ({ kind: 'go', probes: true } as const),
      untried: async () => {
        heard.untried += 1;
      },
    };
    const mailer: Mailer = {
      ...keyedApi({ name: 'ses', keyWindowMs: null }),
      thin: {
        preferred: true,
        fits: () => true,
        nameOf: () => null,
        encode: () => {
          throw new Error('nothing is sent here');
        },
        post: async () => ({ kind: 'unclear', reason: 'nothing is sent here' }),
        publish: async ({ turn }) => {
          if (!(await turn())) return { kind: 'not_published', why: 'the process was asked to end' };
          heard.requests += 1;
          return { kind: 'published', templateId: 'kept' };
        },
      },
    };
    const published = await withTemplates(
      {
        store: templateStore(store),
        mailers: [{ mailer, pacer, lanes: 1 }],
        now: runningClock.now,
        onFull: why => heard.full.push(why),
        onHeld: wait => heard.told.push(wait),
        ...(options.patienceMs && { patienceMs: options.patienceMs }),
      },
      issue,
      signal,
    );
    return { ...heard, until, templateId: published.keptBy?.get('ses')?.templates?.idOf(1) };
  }

  it('waits with a word, and leaves it to a mail to try for all', async () => {
    const { until, ...heard } = await publishing({ patienceMs: 60_000, heldFor: 1_000 });
    expect(heard).toEqual({
      told: [{ until, reason: 'too fast' }],
      full: [],
      untried: 1,
      requests: 1,
      templateId: 'kept',
    });
  });

  it('goes in full where the pause is longer than anybody waits here, for that reason', async () => {
    const { until: _, ...heard } = await publishing({ heldFor: 900_000 });
    expect(heard).toEqual({ told: [], full: ['too fast'], untried: 0, requests: 0, templateId: '' });
  });
});
