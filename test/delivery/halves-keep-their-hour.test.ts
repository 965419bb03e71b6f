import { expect, it } from 'vitest';
import { planCohorts } from '../../src/delivery/cohorts.ts';
import { freezeAudience } from '../../src/delivery/freeze.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { freezeStore } from '../../src/storage/delivery/freezes.ts';
import { hoursOf } from '../../src/storage/delivery/progress.ts';
import { fixedClock } from '../support/clock.ts';
import { addApprovedIssue, frozenMail, HASH, keyedApi, senderDeps, WEEK } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { addZonedReaders } from '../support/zoned-readers.ts';

const HOUR = 3_600_000;
const READERS = 9;

describeStores('a batch that is halved after its local hour has come', open => {
  it('leaves both halves at that hour, and all its readers in the hour’s count', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const readers = Array.from({ length: READERS }, (_, n) => ({ email: `reader${n + 1}@example.com` }));
    await addZonedReaders(store, clock, readers);
    const issueId = await addApprovedIssue(store, clock);
    const freezes = freezeStore(store);
    const instant = clock.now();
    const hour = instant + HOUR;
    const cohorts = planCohorts(await freezes.readersByZone(instant), () => hour, instant);
    const mails = [frozenMail()];
    await freezes.begin({ issueId, approvedHash: HASH, now: instant, mails, cohorts });
    await freezeAudience(freezes, { issueId, batchSize: READERS, now: clock.now });
    const api = keyedApi({
      script: ({ to }) =>
        to.includes('reader7@example.com')
          ? { kind: 'refused', scope: 'payload', code: 'validation_error', reason: '422 Invalid `to` field.' }
          : undefined,
    });
    clock.advance(HOUR);

    const issue = { issueId, week: WEEK, mails, installationId: 'inst' };
    const options = { signal: new AbortController().signal, patienceMs: 0 };
    await sendBatches(senderDeps(store, clock, [api]), issue, options);

    const batches = await store.db.selectFrom('batches').select('due_at').execute();
    expect(batches.length).toBeGreaterThan(2);
    expect(batches.map(batch => batch.due_at)).toEqual(batches.map(() => hour));
    expect(await hoursOf(store, issueId)).toEqual([{ dueAt: hour, members: READERS, settled: READERS }]);
  });
});
