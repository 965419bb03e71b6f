import { expect, it } from 'vitest';
import { type PostmarkStandIn, startPostmark } from '../../scripts/stand-in/postmark/stand-in.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { askRecords } from '../../src/newsroom/ask-records.ts';
import { resolveBatch } from '../../src/newsroom/resolve-batch.ts';
import { uncertainBatches } from '../../src/storage/delivery/progress.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { openRoom } from '../feedback/hooks.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { freePacer, freezeForTest, senderDeps, WEEK } from '../support/frozen-issue.ts';
import { startResendPair } from '../support/resend-pair.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { postmarkOf } from './mailers/postmark-pair.ts';
import { ledger, sendThrough } from './settling.ts';

const READERS = 1_200;
const MANY = process.env.CHECK_FULL === '1' ? 10_000 : READERS;
const START = '2026-11-26T09:10:00Z';
const { signal } = new AbortController();
const TOO_FAST = { ErrorCode: 429, Message: 'Rate limit exceeded.' };

/** How often each address was mailed, over all that was taken. */
function timesOf(addresses: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const to of addresses) times.set(to, (times.get(to) ?? 0) + 1);
  return times;
}

function everybodyOnce(addresses: readonly string[], without: readonly string[] = []): void {
  const everybody = Array.from({ length: MANY }, (_, index) => `reader${index + 1}@example.com`);
  const wanted = everybody.filter(address => !without.includes(address));
  expect(timesOf(addresses)).toEqual(new Map(wanted.map(address => [address, 1])));
}

describeStores('an issue through Postmark', open => {
  const setUp = async (): Promise<{
    clock: FixedClock;
    store: TestStore;
    api: PostmarkStandIn;
    mailer: Mailer;
  }> => {
    const clock = fixedClock(START);
    const api = await startPostmark({ now: clock.now });
    return { clock, store: await open(), api, mailer: postmarkOf(api, clock) };
  };
  const run = (
    store: TestStore,
    clock: FixedClock,
    issue: Awaited<ReturnType<typeof freezeForTest>>,
    mailers: readonly Mailer[],
    lanes = 2,
  ) =>
    sendThrough(
      store,
      clock,
      () => sendBatches(senderDeps(store, clock, mailers, { lanes }), issue, { signal, patienceMs: 0 }),
      issue.issueId,
    );

  it('reaches everybody once over lost answers, broken calls, limits and inactive addresses', {
    timeout: 240_000,
  }, async () => {
    const { clock, store, api, mailer } = await setUp();
    const issue = await freezeForTest(store, clock, { readers: MANY, batchSize: 200 });
    const inactive = ['reader7@example.com', 'reader650@example.com'];
    for (const address of inactive) api.account.inactive.set(address, 'HardBounce');
    api.fault({ do: 'answer', status: 429, body: TOO_FAST }, 0);
    api.fault({ do: 'reset', accept: 200 }, 1);
    api.fault({ do: 'some', mails: 30, result: TOO_FAST }, 2);
    api.fault({ do: 'reset', accept: 90 }, 4);
    api.fault({ do: 'answer', status: 502, body: '<html>Bad Gateway</html>' }, 6);
    await run(store, clock, issue, [mailer]);

    const open = await ledger(store, issue.issueId, MANY);
    expect(open.pending).toBe(0);
    expect(open.uncertain).toBeGreaterThan(0);

    // The record has what was taken; what it has not got an editor lets go again.
    api.delaySearch(5_000);
    clock.advance(5_000);
    await issueStore(store).move(issue.issueId, 'sending', 'sent', { at: 0 });
    const room = { ...(await openRoom(store, clock)), mailers: [{ mailer, pacer: freePacer(), lanes: 1 }] };
    await askRecords(room, { issueId: issue.issueId });
    const asked = await ledger(store, issue.issueId, MANY);
    expect(asked.uncertain).toBe(MANY - api.mails.length - asked.rejected);
    expect(asked.uncertain).toBeGreaterThan(0);
    expect(
      await resolveBatch(room, WEEK, { batch: 'all', as: 'not-sent', by: 'editor@example.com' }),
    ).not.toMatchObject({
      kind: 'refused',
    });
    await run(store, clock, issue, [mailer]);
    expect(await uncertainBatches(store, issue.issueId)).toEqual([]);
    expect(await ledger(store, issue.issueId, MANY)).toMatchObject({
      submitted: MANY - 2,
      rejected: 2,
      pending: 0,
    });
    everybodyOnce(
      api.mails.map(({ to }) => to),
      inactive,
    );
    await mailer.close();
    await api.close();
  });

  it('goes on through Resend where Postmark takes nothing more, in batches of its size, and doubles nobody', {
    timeout: 240_000,
  }, async () => {
    const { clock, store, api, mailer } = await setUp();
    const issue = await freezeForTest(store, clock, { readers: READERS, batchSize: 500 });
    const resend = await startResendPair(clock, { requestsPerSecond: null });
    api.fault({ do: 'reset', accept: 120 }, 1);
    // From the third call on, after one of 500 was taken and one is unclear.
    api.fault({ do: 'slow', ms: 1 }, 0);
    const refusesLater: Mailer = {
      ...mailer,
      bulk: {
        ...mailer.bulk!,
        post: (body, options) => {
          if (api.calls() >= 2) api.account.state = 'no credits';
          return mailer.bulk!.post(body, options);
        },
      },
    };
    await run(store, clock, issue, [refusesLater, resend.mailer], 1);
    const books = await ledger(store, issue.issueId, READERS);
    expect(books).toMatchObject({ submitted: 700, uncertain: 500, pending: 0 });
    expect(resend.standIn.requests().map(({ body }) => JSON.parse(body).length)).toEqual([100, 100]);
    const { mails } = resend.standIn.ledger();
    const times = timesOf([...api.mails.map(({ to }) => to), ...mails.map(({ to }) => to[0] ?? '')]);
    expect([...times.values()].every(count => count === 1)).toBe(true);
    await resend.close();
    await mailer.close();
    await api.close();
  });
});
