import { expect, it, onTestFinished } from 'vitest';
import { APPROVED, HALF_SENT, SENT, STAND_IN_KEY } from '../../scripts/earlier-build/place.ts';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { rebuildWeek } from '../../src/newsroom/rebuild.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { statusOf } from '../../src/newsroom/status.ts';
import { migrate, schemaState } from '../../src/storage/migrate.ts';
import { fixedClock } from '../support/clock.ts';
import { type EarlierBuild, openEarlierBuild, SAME_PLACE } from '../support/earlier-build.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const patient = { now: false, patienceMs: 0, who: 'test', signal: new AbortController().signal };

/** This version over what the build of 26 November left, and the mail API as that build's sender had left it. */
async function goOn(earlier: EarlierBuild, at: string) {
  await migrate(earlier.store);
  const clock = fixedClock(at);
  const standIn = await startStandIn({
    now: clock.now,
    apiKey: STAND_IN_KEY,
    requestsPerSecond: null as never,
    ledgerFile: earlier.ledgerFile(),
  });
  onTestFinished(() => standIn.close());
  const mailer = resendMailer({ apiKey: STAND_IN_KEY, baseUrl: standIn.url, clock: clock.now });
  onTestFinished(() => mailer.close());
  const app = await openTestApp(earlier.store, clock, { mailer, settings: SAME_PLACE });
  const status = async (week: string) => statusOf(app, (await app.issues.find(week))!);
  return { app, clock, standIn, status };
}

/** Of the batch whose answer the killed sender never got. */
async function sealOf({ store }: EarlierBuild) {
  return store.db
    .selectFrom('batches')
    .innerJoin('issues', 'issues.id', 'batches.issue_id')
    .select(['batches.state', 'idempotency_key', 'payload_sha256', 'batches.reason'])
    .where('week', '=', HALF_SENT)
    .where('n', '=', 2)
    .executeTakeFirstOrThrow();
}

describeStores('a database that the build of 26 November wrote', open => {
  it('is brought up to date in one start, and nobody and nothing is lost', async () => {
    const earlier = await openEarlierBuild(open);
    const count = async () => {
      const tables = [
        'subscribers',
        'consents',
        'deliveries',
        'batches',
        'ballots',
        'issues',
        'go_links',
      ] as const;
      return Promise.all(
        tables.map(async table => {
          const { rows } = await earlier.store.db
            .selectFrom(table)
            .select(({ fn }) => fn.countAll<number>().as('rows'))
            .executeTakeFirstOrThrow();
          return [table, Number(rows)];
        }),
      );
    };
    const before = await count();
    expect(await schemaState(earlier.store)).toBe('behind');
    const outcome = await migrate(earlier.store);
    expect(outcome).toMatchObject({ kind: 'ready', applied: expect.arrayContaining(['013-brake']) });
    expect(await schemaState(earlier.store)).toBe('current');
    expect(await count()).toEqual(before);
    expect(Object.fromEntries(before)).toMatchObject({
      subscribers: 209,
      deliveries: 410,
      ballots: 6,
      issues: 3,
    });
  });

  it('has a ledger that sums for every issue', async () => {
    const { status } = await goOn(await openEarlierBuild(open), '2026-11-26T09:05:00Z');
    for (const week of [SENT, HALF_SENT]) {
      const { audience, submitted, suppressed, rejected, uncertain, pending } = await status(week);
      expect(submitted + suppressed + rejected + uncertain + pending).toBe(audience);
    }
    expect(await status(SENT)).toMatchObject({ state: 'sent', audience: 205, submitted: 205 });
    expect(await status(HALF_SENT)).toMatchObject({ state: 'sending', submitted: 100, pending: 105 });
  });

  it('lets the half-sent issue go on: the same key, the same bytes, nobody twice', async () => {
    const earlier = await openEarlierBuild(open);
    const before = await sealOf(earlier);
    expect(before.state).toBe('submitting');
    const { app, standIn, status } = await goOn(earlier, '2026-11-26T09:05:00Z');
    const taken = standIn.ledger();
    expect([taken.accepted, taken.replays]).toEqual([200, 0]);

    expect(await sendWeek(app, HALF_SENT, patient)).toMatchObject({ kind: 'sent' });

    const { accepted, replays, conflicts, refusals, addresses } = standIn.ledger();
    expect({ accepted, replays, conflicts, refusals }).toEqual({
      accepted: 205,
      replays: 1,
      conflicts: 0,
      refusals: {},
    });
    expect(new Set(Object.values(addresses))).toEqual(new Set([1]));
    expect(await sealOf(earlier)).toMatchObject({ ...before, state: 'submitted' });
    expect(await status(HALF_SENT)).toMatchObject({
      state: 'sent',
      submitted: 205,
      uncertain: 0,
      pending: 0,
    });
  });

  it('leaves it uncertain once the mail API may have forgotten the key, and sends the rest', async () => {
    const earlier = await openEarlierBuild(open);
    const before = await sealOf(earlier);
    const { app, standIn, status } = await goOn(earlier, '2026-11-27T09:30:00Z');

    expect(await sendWeek(app, HALF_SENT, patient)).toMatchObject({ kind: 'sent' });

    const keys = standIn.requests().map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(1);
    expect(keys).not.toContain(before.idempotency_key);
    expect(new Set(Object.values(standIn.ledger().addresses))).toEqual(new Set([1]));
    expect(await sealOf(earlier)).toMatchObject({
      state: 'uncertain',
      idempotency_key: before.idempotency_key,
    });
    expect(await status(HALF_SENT)).toMatchObject({
      submitted: 105,
      uncertain: 100,
      pending: 0,
      audience: 205,
    });
  });

  it('still holds what was approved of the issue that was sent, and says that it would be rendered differently now', async () => {
    const earlier = await openEarlierBuild(open);
    const { app } = await goOn(earlier, '2026-11-26T09:05:00Z');
    expect(await rebuildWeek(app, SENT)).toMatchObject({ kind: 'different', isAsApproved: true });
    await earlier.store.db
      .updateTable('frozen_mails')
      .set({ content_hash: 'f'.repeat(64) })
      .where('variant', '=', 2)
      .execute();
    expect(await rebuildWeek(app, SENT)).toMatchObject({ kind: 'different', isAsApproved: false });
  });

  it('holds an issue whose approval was of bytes that this version does not make', async () => {
    const { app } = await goOn(await openEarlierBuild(open), '2026-12-03T09:00:10Z');
    const outcome = await sendWeek(app, APPROVED, patient);
    expect(outcome).toMatchObject({
      kind: 'held',
      why: expect.stringContaining('changed after the approval'),
    });
  });
});
