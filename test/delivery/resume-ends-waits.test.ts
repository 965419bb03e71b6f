import { expect, it, onTestFinished } from 'vitest';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { nextBatch } from '../../src/storage/delivery/progress.ts';
import { fixedClock } from '../support/clock.ts';
import { openDueIssue } from '../support/due-issue.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const HOUR = 3_600_000;

describeStores('an editor who resumes an issue', open => {
  /** Ten readers in two batches, one lane, and an API whose answers the test decides. */
  async function begin(store: TestStore) {
    const clock = fixedClock('2026-11-23T09:00:00Z');
    const standIn = await startStandIn({ now: clock.now, requestsPerSecond: null });
    const real = resendMailer({ apiKey: standIn.apiKey, baseUrl: standIn.url, clock: clock.now });
    onTestFinished(async () => {
      await real.close();
      await standIn.close();
    });
    const issue = await openDueIssue(store, clock, { readers: 10, mailers: [{ ...real, maxBatch: 5 }] });
    return { clock, standIn, issue };
  }

  const rowsOf = (store: TestStore) =>
    store.db
      .selectFrom('batches')
      .select(['n', 'state', 'unclear_since', 'not_before', 'lease_until'])
      .orderBy('n')
      .execute();

  it('has a batch go at once that was first unclear and then told to wait for the quota', async () => {
    const store = await open();
    const { clock, standIn, issue } = await begin(store);
    standIn.fault({ do: 'answer', status: 502, body: '<html>Bad gateway</html>' });
    standIn.limit({ dailyQuota: 5 });
    await issue.send(0);
    clock.advance(2_000);
    await issue.send(0);
    clock.advance(2_000);
    expect(await issue.send(0)).toMatchObject({ kind: 'unfinished', why: expect.stringMatching(/quota/) });
    const waiting = (await rowsOf(store)).filter(row => row.not_before > clock.now() + HOUR);
    expect(waiting).toMatchObject([{ state: 'submitting', unclear_since: expect.any(Number) }]);

    standIn.limit({ dailyQuota: null });
    await issue.resume();

    expect((await rowsOf(store)).map(row => row.not_before)).toEqual([0, 0]);
    expect(await issue.send(0)).toMatchObject({ kind: 'sent', status: { submitted: 10, uncertain: 0 } });
    expect(Object.values(standIn.ledger().addresses)).toEqual(Array(10).fill(1));
  });

  it('leaves readers at their local hour, and a batch whose answer is on its way to who waits for it', async () => {
    const store = await open();
    const { clock, standIn, issue } = await begin(store);
    standIn.limit({ dailyQuota: 0 });
    await issue.send(0);
    const hour = clock.now() + 3 * HOUR;
    const lease = clock.now() + 20_000;
    await store.db.updateTable('batches').set({ due_at: hour }).where('n', '=', 2).execute();
    await store.db
      .updateTable('batches')
      .set({ state: 'submitting', owner: 'another', lease_until: lease })
      .where('n', '=', 1)
      .execute();

    await issue.resume();

    expect(await rowsOf(store)).toMatchObject([{ lease_until: lease, not_before: 0 }, { lease_until: 0 }]);
    const requests = standIn.requests().length;
    expect(await issue.send(0)).toMatchObject({ kind: 'unfinished' });
    expect(standIn.requests().length).toBe(requests);
    const { id } = (await issue.app.issues.find('2026-W48'))!;
    clock.advance(30_000);
    standIn.limit({ dailyQuota: null });
    expect(await issue.send(0)).toMatchObject({ kind: 'unfinished', status: { submitted: 5 } });
    expect(await nextBatch(store, id, clock.now())).toMatchObject({ hour, notBefore: 0 });
  });
});
