import performanceHooks from 'node:perf_hooks';
import { expect, it, vi } from 'vitest';
import { createMetrics } from '../../src/api/metrics.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { readGauges } from '../../src/storage/feedback/gauges.ts';
import { BACKUP_BEGUN, BACKUP_KEPT } from '../../src/storage/last-backup.ts';
import { writeMeta } from '../../src/storage/meta.ts';
import { readWebhookGauges } from '../../src/storage/webhooks/webhook-gauges.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { eventBody, openHooks, openRoom, post } from './hooks.ts';

describeStores('the metrics', open => {
  it('are zero on a new database, and tell what waits, for how long, and what nobody knows', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const room = await openRoom(store, clock);
    let unapprovedSince: number | null = null;
    let catalogueFetchedAt: number | null = null;
    const metrics = createMetrics(
      async () => ({
        ...(await readGauges(store, clock.now())),
        ...(await readWebhookGauges(store, clock.now())),
        unapprovedSince,
        catalogueFetchedAt,
      }),
      false,
    );
    const values = async () =>
      Object.fromEntries(
        (await metrics.text())
          .split('\n')
          .filter(line => line !== '' && !line.startsWith('#'))
          .map(line => line.split(' '))
          .map(([name, value]) => [name!.replace('verdicts_', ''), Number(value)]),
      );
    const nothing = {
      oldest_unsent_seconds: 0,
      uncertain_members: 0,
      pending_members: 0,
      waiting_members: 0,
      deferred_members: 0,
      early_members: 0,
      rate_wait_seconds: 0,
      webhook_lag_seconds: 0,
      webhook_unmatched: 0,
      received_mails_ignored: 0,
      outgoing_events_waiting: 0,
      oldest_outgoing_event_seconds: 0,
      webhooks_off: 0,
      bounces_read_timestamp_seconds: 0,
      single_mails_open: 0,
      oldest_single_mail_seconds: 0,
      signups_open: 0,
      signups_turned_away: 0,
      last_issue_sent_timestamp_seconds: 0,
      issue_unapproved: 0,
      issue_unapproved_since_timestamp_seconds: 0,
      catalogue_changed_timestamp_seconds: 0,
      catalogue_fetched_timestamp_seconds: 0,
      last_backup_timestamp_seconds: 0,
    };
    expect(await values()).toEqual(nothing);

    await freezeForTest(store, clock, { readers: 10, batchSize: 2 });
    const batch = (n: number, change: object) =>
      store.db.updateTable('batches').set(change).where('n', '=', n).execute();
    await batch(1, { state: 'submitted' });
    await batch(2, { state: 'uncertain', rejected: 1 });
    await batch(3, { state: 'submitting', suppressed: 1 });
    await batch(4, { not_before: clock.now() + 3_600_000 });
    await room.singleMails.enqueue(
      {
        kind: 'confirm',
        dedupe: 'a',
        to: 'a@example.com',
        week: '',
        subject: '',
        html: '',
        text: '',
        headers: {},
      },
      clock.now(),
    );
    await post(await openHooks(room), { id: 'a', body: eventBody('delivered', { emailId: 'unknown' }) });
    const pace = paceStore(store, 'resend');
    await pace.reserve(clock.now(), 500);
    await pace.changePause(() => ({
      until: clock.now() + 100_000,
      times: 1,
      reason: 'rate',
      kind: 'rate',
      at: clock.now(),
    }));
    clock.advance(90_000);
    expect(await values()).toEqual({
      ...nothing,
      oldest_unsent_seconds: 90,
      uncertain_members: 1,
      pending_members: 5,
      waiting_members: 2,
      deferred_members: 0,
      early_members: 0,
      rate_wait_seconds: 10,
      webhook_lag_seconds: 90,
      webhook_unmatched: 0,
      received_mails_ignored: 0,
      single_mails_open: 1,
      oldest_single_mail_seconds: 90,
      signups_open: 0,
      signups_turned_away: 0,
    });

    // Whose local hour has not come does not wait for us.
    await batch(5, { due_at: clock.now() + 3_600_000 });
    await batch(3, { due_at: clock.now() - 20_000 });
    await batch(4, { state: 'submitted' });
    expect(await values()).toMatchObject({
      oldest_unsent_seconds: 20,
      pending_members: 3,
      waiting_members: 0,
      early_members: 2,
    });

    await takeInEvents(room);
    expect(await values()).toMatchObject({ webhook_lag_seconds: 0, webhook_unmatched: 1 });
    await store.db.updateTable('issues').set({ state: 'aborted' }).execute();
    expect(await values()).toMatchObject({
      oldest_unsent_seconds: 0,
      pending_members: 0,
      uncertain_members: 1,
      last_issue_sent_timestamp_seconds: 0,
    });

    const at = clock.now();
    await store.db.updateTable('issues').set({ state: 'sent', settled_at: at }).execute();
    for (const [hash, created_at] of [
      ['older', at - 5_000],
      ['newer', at - 3_000],
    ] as const)
      await store.db.insertInto('catalogue_snapshots').values({ hash, body: '{}', created_at }).execute();
    // As an earlier version left it; one begun later that came to nothing does not hide the last that is whole.
    await writeMeta(store, BACKUP_BEGUN, String(at - 9_000));
    expect(await values()).toMatchObject({ last_backup_timestamp_seconds: (at - 9_000) / 1000 });
    await writeMeta(store, BACKUP_KEPT, String(at - 7_000));
    unapprovedSince = at - 1_000;
    catalogueFetchedAt = at - 2_000;
    expect(await values()).toMatchObject({
      last_issue_sent_timestamp_seconds: at / 1000,
      catalogue_changed_timestamp_seconds: (at - 3_000) / 1000,
      catalogue_fetched_timestamp_seconds: (at - 2_000) / 1000,
      last_backup_timestamp_seconds: (at - 7_000) / 1000,
      issue_unapproved: 1,
      issue_unapproved_since_timestamp_seconds: (at - 1_000) / 1000,
    });
  });
});

const gauges = {
  oldestUnsentMs: 0,
  uncertainMembers: 0,
  pendingMembers: 0,
  waitingMembers: 0,
  deferredMembers: 0,
  earlyMembers: 0,
  rateWaitMs: 0,
  webhookLagMs: 0,
  webhookUnmatched: 0,
  receivedIgnored: 0,
  eventsWaiting: 0,
  oldestEventMs: 0,
  endpointsOff: 0,
  openSingleMails: 0,
  oldestSingleMailMs: 0,
  openSignups: 0,
  signupsTurnedAway: 0,
  lastIssueSentAt: 0,
  catalogueChangedAt: 0,
  catalogueFetchedAt: null,
  lastBackupAt: 0,
  bouncesReadAt: 0,
  unapprovedSince: null,
  events: [],
};

it('what prom-client tells about the process stands beside them, in the text format of Prometheus', async () => {
  const metrics = createMetrics(() => Promise.resolve(gauges));
  expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await metrics.text();
  expect(text).toContain('\nprocess_resident_memory_bytes ');
  expect(text).toContain('# TYPE verdicts_uncertain_members gauge\nverdicts_uncertain_members 0');
});

it('watch the process once for all that are made in it, and not before somebody asks', async () => {
  const watch = vi.spyOn(performanceHooks, 'monitorEventLoopDelay');
  const made = Array.from({ length: 3 }, () => createMetrics(() => Promise.resolve(gauges)));
  expect(watch).not.toHaveBeenCalled();
  const texts = await Promise.all(made.map(metrics => metrics.text()));
  // Another test of this process may have asked before.
  expect(watch.mock.calls.length).toBeLessThanOrEqual(1);
  for (const text of texts) expect(text.match(/^nodejs_eventloop_lag_seconds /gm)).toHaveLength(1);
  watch.mockRestore();
});
