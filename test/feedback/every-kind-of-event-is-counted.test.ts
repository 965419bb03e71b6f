import { expect, it } from 'vitest';
import { createMetrics } from '../../src/api/metrics.ts';
import { feedbackLines } from '../../src/cli/feedback-lines.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { readEventCounts } from '../../src/storage/feedback/event-counts.ts';
import { readGauges } from '../../src/storage/feedback/gauges.ts';
import { outcomeCounts } from '../../src/storage/feedback/outcomes.ts';
import { readWebhookGauges } from '../../src/storage/webhooks/webhook-gauges.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { eventBody, openHooks, openRoom, post, tag } from './hooks.ts';

describeStores('an event of the mail API', open => {
  it('is counted by its kind and by what came of it, a failed mail and one of no kind we know too', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const room = await openRoom(store, clock);
    const issue = await freezeForTest(store, clock, { readers: 10, batchSize: 10 });
    await store.db.updateTable('batches').set({ state: 'submitted' }).execute();
    const hooks = await openHooks(room);
    const tagged = (type: string, seq: number) => eventBody(type, { delivery: tag(seq, issue.issueId) });
    const bodies = [
      tagged('failed', 1),
      tagged('failed', 2),
      tagged('delivered', 3),
      tagged('delivery_delayed', 4),
      tagged('suppressed', 5),
      tagged('never_heard_of', 6),
      JSON.stringify({ type: 'domain.updated', created_at: '2026-11-26T09:00:00Z', data: {} }),
    ];
    for (const [n, body] of bodies.entries()) await post(hooks, { id: `e${n}`, body });
    await takeInEvents(room);

    expect(await readEventCounts(store)).toEqual([
      { type: 'domain.updated', result: 'ignored', events: 1 },
      { type: 'email.delivered', result: 'applied', events: 1 },
      { type: 'email.delivery_delayed', result: 'applied', events: 1 },
      { type: 'email.failed', result: 'applied', events: 2 },
      { type: 'email.never_heard_of', result: 'ignored', events: 1 },
      { type: 'email.suppressed', result: 'applied', events: 1 },
    ]);
    const metrics = await createMetrics(
      async () => ({
        ...(await readGauges(store, clock.now())),
        ...(await readWebhookGauges(store, clock.now())),
        unapprovedSince: null,
        catalogueFetchedAt: null,
      }),
      false,
    ).text();
    expect(metrics).toContain('verdicts_mail_events{type="email.failed",result="applied"} 2');
    expect(feedbackLines(await outcomeCounts(store, issue.issueId))).toEqual([
      'Reported back: 1 delivered, 2 failed at the mail API, 1 kept back by the mail API, 1 still delayed.',
    ]);
  });
});
