import { expect, it } from 'vitest';
import { startPostmark } from '../../scripts/stand-in/postmark/stand-in.ts';
import { suppressionWatch, takeOverSuppressions } from '../../src/newsroom/take-over-suppressions.ts';
import { suppressionOf } from '../../src/storage/audience/suppressions.ts';
import { postmarkOf } from '../delivery/mailers/postmark-pair.ts';
import { openRoom } from '../feedback/hooks.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders, freePacer } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const { signal } = new AbortController();

describeStores('readers whom a mail API itself mails no more', open => {
  it('are suppressed, each for its reason; of others on its list nothing is kept', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    await addReaders(store, 5, clock);
    const api = await startPostmark({ now: clock.now });
    const mailer = postmarkOf(api, clock);
    const room = { ...(await openRoom(store, clock)), mailers: [{ mailer, pacer: freePacer(), lanes: 1 }] };
    expect(await takeOverSuppressions(room)).toBe(0);

    const { inactive } = api.account;
    inactive.set('Reader1@Example.com', 'HardBounce');
    inactive.set('reader2@example.com', 'SpamComplaint');
    inactive.set('reader3@example.com', 'ManualSuppression');
    inactive.set('stranger@example.com', 'SpamComplaint');
    inactive.set('no address', 'HardBounce');
    expect(await takeOverSuppressions(room)).toBe(3);
    const listed = await store.db
      .selectFrom('suppressions')
      .select(['email', 'reason', 'detail'])
      .orderBy('email')
      .execute();
    expect(listed).toEqual([
      {
        email: expect.stringMatching(/^reader1@/i),
        reason: 'hard_bounce',
        detail: 'On Postmark’s list of suppressions: a mail came back for good.',
      },
      { email: 'reader2@example.com', reason: 'complaint', detail: expect.stringContaining('spam') },
      {
        email: 'reader3@example.com',
        reason: 'manual',
        detail: expect.stringContaining('has unsubscribed there'),
      },
    ]);
    expect(await takeOverSuppressions(room)).toBe(0);

    inactive.set('reader4@example.com', 'HardBounce');
    api.account.token = 'another';
    expect(await takeOverSuppressions(room)).toBe(0);
    expect(await suppressionOf(store, 'reader4@example.com')).toBeNull();
    await mailer.close();
    await api.close();
  });

  it('are asked for once an hour', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const api = await startPostmark({ now: clock.now });
    const mailer = postmarkOf(api, clock);
    const room = { ...(await openRoom(store, clock)), mailers: [{ mailer, pacer: freePacer(), lanes: 1 }] };
    const look = suppressionWatch(room, signal);
    await look();
    await look();
    expect(api.requests).toHaveLength(1);
    clock.advance(3_600_000);
    await look();
    expect(api.requests).toHaveLength(2);
    await mailer.close();
    await api.close();
  });
});
