import { expect, it } from 'vitest';
import { createPauses } from '../../src/delivery/pause.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { fixedClock } from '../support/clock.ts';
import { describeStores } from '../support/stores.ts';

describeStores('a pause of everybody', open => {
  it('is told with the reason of its end, whatever shorter wait is said meanwhile', async () => {
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const pauses = createPauses(paceStore(await open(), 'resend'), clock.now);
    const until = await pauses.hold({ because: 'daily_quota', retryAfterMs: 3_600_000, reason: 'quota' });
    await pauses.hold({ because: 'rate', retryAfterMs: 1_000, reason: 'rate' });
    expect(await pauses.held()).toMatchObject({ until, reason: 'quota', kind: 'daily_quota' });
  });
});
