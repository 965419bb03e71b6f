import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { restoreBackup } from '../../src/backup/restore.ts';
import { takeBackup } from '../../src/backup/take-backup.ts';
import { buildLedger, sums } from '../../src/delivery/ledger.ts';
import { unsubscribe } from '../../src/storage/audience/subscribers.ts';
import type { Store } from '../../src/storage/database.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { provenBatches, settleWithoutAnswer } from '../../src/storage/delivery/uncertain-batches.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, WEEK } from '../support/frozen-issue.ts';
import { describeStores, type OpenStore } from '../support/stores.ts';
import { sendOn, submitBatches } from './half-sent.ts';

const TAKEN = '2026-11-26T09:00:00Z';
const READERS = 60;
const HOUR = 3_600_000;

let api: StandIn;
afterEach(() => api.close());

/**
 * Two batches settled, the third sealed and posted but its answer lost, three never sealed; then the backup; then the
 * rest goes out, for one reader less, and the database is lost.
 */
async function lostAfterBackup(open: OpenStore) {
  const clock = fixedClock(TAKEN);
  api = await startStandIn({ requestsPerSecond: null, now: clock.now });
  const lost = await open();
  await freezeForTest(lost, clock, { readers: READERS, batchSize: 10 });
  api.fault({ do: 'reset', accept: true, after: 2 });
  await submitBatches(lost, clock, api, 3);
  const backup = join(mkdtempSync(join(tmpdir(), 'verdicts-backup-')), 'nightly.backup');
  expect(await takeBackup({ databaseUrl: lost.url, out: backup, now: clock.now() })).toMatchObject({
    kind: 'taken',
  });
  clock.advance(60_000);
  await unsubscribe(lost, 45, {
    at: clock.now(),
    consent: { wording: 'Leave', source: 'page', evidence: {} },
  });
  expect(await sendOn(lost, clock, api)).toEqual({ kind: 'settled' });
  expect(counts()).toEqual({ readers: READERS - 1, twice: 0 });
  return { clock, backup };
}

function counts() {
  const found = Object.values(api.ledger().addresses);
  return { readers: found.length, twice: found.filter(count => count > 1).length };
}

/** On a new machine: an empty database takes the backup. */
async function restored(open: OpenStore, backup: string, now: number, neverSealed?: 'uncertain') {
  const place = await open({ migrated: false });
  await place.db.destroy();
  const outcome = await restoreBackup({
    databaseUrl: place.url,
    backup,
    force: false,
    neverSealed: neverSealed ?? 'pending',
    now,
  });
  expect(outcome).toMatchObject({ kind: 'restored' });
  return { outcome, store: place.another() };
}

async function ledgerOf(store: Store) {
  const issue = await issueStore(store).find(WEEK);
  const ledger = buildLedger(READERS, await tallyBatches(store, issue!.id));
  expect(sums(ledger)).toBe(true);
  return ledger;
}

describeStores('a restored database', open => {
  it('posts nothing until an editor resumes', async () => {
    const { clock, backup } = await lostAfterBackup(open);
    clock.advance(HOUR);
    const { outcome, store } = await restored(open, backup, clock.now());
    expect(outcome).toMatchObject({
      kind: 'restored',
      takenAt: Date.parse(TAKEN),
      issues: [{ week: WEEK, was: 'sending', state: 'stopped', sealed: 1, neverSealed: 3, readers: 30 }],
    });
    const requests = api.ledger().requests;
    expect(await sendOn(store, clock, api)).toEqual({ kind: 'stopped' });
    expect(api.ledger().requests).toBe(requests);
    expect(await ledgerOf(store)).toMatchObject({ submitted: 20, pending: 40 });
    const issue = await issueStore(store).find(WEEK);
    expect(issue).toMatchObject({ state: 'stopped' });
    expect(issue?.reason).toContain(`the backup of ${new Date(TAKEN).toISOString()}`);
    expect(await activityOf(store, WEEK)).toMatchObject([{ who: 'restore', action: 'restored' }]);
    expect(await activityOf(store, '')).toMatchObject([{ who: 'restore', action: 'restored' }]);
  });

  it('asks a sealed batch again under its key, which sends nothing', async () => {
    const { clock, backup } = await lostAfterBackup(open);
    clock.advance(HOUR);
    const { store } = await restored(open, backup, clock.now(), 'uncertain');
    await issueStore(store).move(1, 'stopped', 'sending', { at: 0 });
    expect(await sendOn(store, clock, api)).toEqual({ kind: 'settled' });
    expect(counts()).toEqual({ readers: READERS - 1, twice: 0 });
    expect(await ledgerOf(store)).toMatchObject({ submitted: 30, uncertain: 30, pending: 0 });
  });

  it('does not ask for it once the provider may have forgotten the key', async () => {
    const { clock, backup } = await lostAfterBackup(open);
    clock.advance(25 * HOUR);
    const { store } = await restored(open, backup, clock.now(), 'uncertain');
    await issueStore(store).move(1, 'stopped', 'sending', { at: 0 });
    const requests = api.ledger().requests;
    expect(await sendOn(store, clock, api)).toEqual({ kind: 'settled' });
    expect(api.ledger().requests).toBe(requests);
    expect(await ledgerOf(store)).toMatchObject({ submitted: 20, uncertain: 40, pending: 0 });
  });

  it('counts the key of a batch that was told to wait from the backup on', async () => {
    const clock = fixedClock(TAKEN);
    api = await startStandIn({ requestsPerSecond: null, dailyQuota: 0, now: clock.now });
    const lost = await open();
    await freezeForTest(lost, clock, { readers: 10, batchSize: 10 });
    await submitBatches(lost, clock, api, 1);
    const backup = join(mkdtempSync(join(tmpdir(), 'verdicts-backup-')), 'nightly.backup');
    await takeBackup({ databaseUrl: lost.url, out: backup, now: clock.now() });
    api.limit({ dailyQuota: null });
    clock.advance(16 * HOUR);
    await sendOn(lost, clock, api);
    expect(counts()).toEqual({ readers: 10, twice: 0 });
    clock.advance(25 * HOUR);
    const { store } = await restored(open, backup, clock.now());
    await issueStore(store).move(1, 'stopped', 'sending', { at: 0 });
    await sendOn(store, clock, api);
    expect(counts()).toEqual({ readers: 10, twice: 0 });
  });

  // Nine: the batch that a reader has left since is other bytes under another key; the others are the same and replayed.
  it('doubles nobody where an editor resumes against the records, while the mail API remembers its keys', async () => {
    const { clock, backup } = await lostAfterBackup(open);
    clock.advance(HOUR);
    const { store } = await restored(open, backup, clock.now());
    await issueStore(store).move(1, 'stopped', 'sending', { at: 0 });
    expect(await sendOn(store, clock, api)).toEqual({ kind: 'settled' });
    expect(counts()).toEqual({ readers: READERS - 1, twice: 0 });
    // The backup does not know of the reader who had left by then: other bytes, which the mail API refuses.
    expect(await ledgerOf(store)).toMatchObject({ uncertain: 10, suppressed: 0, pending: 0 });
  });

  it('may double once the mail API has forgotten its keys: the stop is what keeps it from that', async () => {
    const { clock, backup } = await lostAfterBackup(open);
    clock.advance(25 * HOUR);
    const { store } = await restored(open, backup, clock.now());
    await issueStore(store).move(1, 'stopped', 'sending', { at: 0 });
    expect(await sendOn(store, clock, api)).toEqual({ kind: 'settled' });
    expect(counts().twice).toBeGreaterThan(0);
  });

  it('posts nothing again that an event of the mail API has proven taken', async () => {
    const { clock, backup } = await lostAfterBackup(open);
    clock.advance(HOUR);
    const { store } = await restored(open, backup, clock.now());
    const proven = [31, 44, 60].map(seq => ({ issue_id: 1, seq, outcome: 40, at: clock.now() }));
    await store.db.insertInto('outcomes').values(proven).execute();
    const batches = await provenBatches(store, clock.now());
    expect(batches.map(batch => [batch.n, batch.state])).toEqual([4, 5, 6].map(n => [n, 'pending']));
    for (const batch of batches)
      await settleWithoutAnswer(store, batch, { reason: 'proven', now: clock.now() });
    await issueStore(store).move(1, 'stopped', 'sending', { at: 0 });
    expect(await sendOn(store, clock, api)).toEqual({ kind: 'settled' });
    expect(counts()).toEqual({ readers: READERS - 1, twice: 0 });
    expect(await ledgerOf(store)).toMatchObject({ submitted: READERS, pending: 0 });
  });

  it('sends the rest on resume when the lost database had posted nothing since', async () => {
    const clock = fixedClock(TAKEN);
    api = await startStandIn({ requestsPerSecond: null, now: clock.now });
    const lost = await open();
    await freezeForTest(lost, clock, { readers: READERS, batchSize: 10 });
    await submitBatches(lost, clock, api, 3);
    const backup = join(mkdtempSync(join(tmpdir(), 'verdicts-backup-')), 'nightly.backup');
    await takeBackup({ databaseUrl: lost.url, out: backup, now: clock.now() });
    const { store } = await restored(open, backup, clock.now());
    await issueStore(store).move(1, 'stopped', 'sending', { at: 0 });
    expect(await sendOn(store, clock, api)).toEqual({ kind: 'settled' });
    expect(counts()).toEqual({ readers: READERS, twice: 0 });
  });
});
