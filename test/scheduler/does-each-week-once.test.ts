import { expect, it } from 'vitest';
import { approveWeek } from '../../src/newsroom/release.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { runDue } from '../../src/scheduler.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const EDITOR = 'editor@example.com';
const { signal } = new AbortController();

const stateOf = async (app: TestApp, week: string) => (await app.issues.find(week))?.state ?? 'none';
const actionsOf = async (app: TestApp, week: string) =>
  (await activityOf(app.store, week)).map(entry => entry.action);

describeStores('the scheduler', (open, dialect) => {
  it('picks on Monday, tells the editors, sends on Thursday what was approved, and rests', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-22T12:00:00Z');
    const app = await openTestApp(store, clock);
    await addReaders(store, 5, clock);
    await runDue(app, signal);
    expect(await app.issues.all()).toEqual([]);

    clock.set('2026-11-23T09:00:30Z');
    await runDue(app, signal);
    expect(await stateOf(app, '2026-W48')).toBe('picked');
    await submitDueSingleMails(app, signal);
    const [notice] = await app.mails('notice');
    expect(await app.read('notice', notice ?? '')).toContain(`To: ${EDITOR}`);

    expect(await approveWeek(app, '2026-W48', EDITOR)).toMatchObject({ kind: 'approved', audience: 5 });
    clock.set('2026-11-26T08:59:59Z');
    await runDue(app, signal);
    expect(await stateOf(app, '2026-W48')).toBe('approved');

    clock.set('2026-11-26T09:00:00Z');
    await runDue(app, signal);
    expect(await stateOf(app, '2026-W48')).toBe('sent');
    expect((await app.mails('issue')).length).toBe(5);

    const before = await app.mails('issue');
    await runDue(app, signal);
    expect(await app.mails('issue')).toEqual(before);
    expect(await actionsOf(app, '2026-W48')).toEqual(['picked', 'approved', 'sending', 'sent']);
  });

  it('holds what nobody approved, tells the editors once, and never sends it', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-22T12:00:00Z');
    const app = await openTestApp(store, clock);
    await addReaders(store, 5, clock);
    clock.set('2026-11-26T09:00:00Z');
    await runDue(app, signal);
    await runDue(app, signal);
    clock.set('2026-11-28T09:00:00Z');
    await runDue(app, signal);
    await submitDueSingleMails(app, signal);
    expect(await app.issues.find('2026-W48')).toMatchObject({
      state: 'held',
      reason: 'Nobody has approved it.',
    });
    expect(await app.mails('issue')).toEqual([]);
    const notices = await app.mails('notice');
    expect(notices.map(name => name.replace(/^\d+-notice-/, '').replace(/-\d+-\d+-.*$/, ''))).toEqual([
      '2026-w48-picked',
      '2026-w48-held',
    ]);
  });

  it('sends a held issue ten minutes after an editor approved it, and not before', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-22T12:00:00Z');
    const app = await openTestApp(store, clock);
    await addReaders(store, 2, clock);
    clock.set('2026-11-26T09:00:00Z');
    await runDue(app, signal);
    clock.set('2026-11-26T15:00:00Z');
    await approveWeek(app, '2026-W48', EDITOR);
    clock.set('2026-11-26T15:09:59Z');
    await runDue(app, signal);
    expect(await stateOf(app, '2026-W48')).toBe('approved');
    clock.set('2026-11-26T15:10:00Z');
    await runDue(app, signal);
    expect(await stateOf(app, '2026-W48')).toBe('sent');
  });

  it('catches up after it was down: the pick that fell due, and a send missed by less than 12 hours', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-22T12:00:00Z');
    await openTestApp(store, clock);
    clock.set('2026-11-24T03:00:00Z');
    const app = await openTestApp(store, clock);
    await addReaders(store, 2, clock);
    await runDue(app, signal);
    expect(await stateOf(app, '2026-W48')).toBe('picked');
    await approveWeek(app, '2026-W48', EDITOR);
    clock.set('2026-11-26T21:00:00Z');
    await runDue(app, signal);
    expect(await stateOf(app, '2026-W48')).toBe('sent');
  });

  it('holds a send that was missed by more than 12 hours', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-22T12:00:00Z');
    const app = await openTestApp(store, clock);
    await addReaders(store, 2, clock);
    clock.set('2026-11-23T09:00:00Z');
    await runDue(app, signal);
    await approveWeek(app, '2026-W48', EDITOR);
    clock.set('2026-11-26T21:00:01Z');
    await runDue(app, signal);
    expect(await app.issues.find('2026-W48')).toMatchObject({ state: 'held', approval: null });
    expect(await app.mails('issue')).toEqual([]);
  });

  it('owes nothing from before the database was first started', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-27T10:00:00Z');
    const app = await openTestApp(store, clock);
    await runDue(app, signal);
    expect(await app.issues.all()).toEqual([]);
  });

  it('does each slot once when two processes fire together', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-22T12:00:00Z');
    const second = dialect === 'sqlite' ? store : store.another();
    const one = await openTestApp(store, clock, { owner: 'one' });
    const two = {
      ...(await openTestApp(second, clock, { owner: 'two' })),
      outbox: one.outbox,
      mailers: one.mailers,
    };
    await addReaders(store, 30, clock);
    clock.set('2026-11-23T09:00:00Z');
    await Promise.all([runDue(one, signal), runDue(two, signal)]);
    expect(await actionsOf(one, '2026-W48')).toEqual(['picked']);
    await approveWeek(one, '2026-W48', EDITOR);
    clock.set('2026-11-26T09:00:00Z');
    await Promise.all([runDue(one, signal), runDue(two, signal)]);
    await Promise.all([runDue(one, signal), runDue(two, signal)]);
    expect(await stateOf(one, '2026-W48')).toBe('sent');
    expect((await one.mails('issue')).length).toBe(30);
    expect(await actionsOf(one, '2026-W48')).toEqual(['picked', 'approved', 'sending', 'sent']);
  });

  it('takes an approval back when a word or a setting of the mail changed', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-22T12:00:00Z');
    const app = await openTestApp(store, clock);
    await addReaders(store, 2, clock);
    clock.set('2026-11-23T09:00:00Z');
    await runDue(app, signal);
    await approveWeek(app, '2026-W48', EDITOR);
    clock.set('2026-11-26T09:00:00Z');
    const moved = { ...app, settings: { ...app.settings, POSTAL_ADDRESS: 'Another Street 2' } };
    await runDue(moved, signal);
    expect(await app.issues.find('2026-W48')).toMatchObject({
      state: 'held',
      reason: 'Its content, templates or settings changed after the approval.',
    });
    expect(await app.mails('issue')).toEqual([]);
  });

  it('goes on by itself with a send that a stop interrupted, once it is resumed', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-22T12:00:00Z');
    const app = await openTestApp(store, clock);
    await addReaders(store, 3, clock);
    clock.set('2026-11-23T09:00:00Z');
    await runDue(app, signal);
    await approveWeek(app, '2026-W48', EDITOR);
    const issue = await app.issues.find('2026-W48');
    await app.issues.move(issue!.id, 'approved', 'stopped', { at: 0 });
    clock.set('2026-11-26T09:00:00Z');
    await runDue(app, signal);
    expect(await stateOf(app, '2026-W48')).toBe('stopped');
    expect(await steerWeek(app, '2026-W48', 'resume', 'stranger@example.com')).toMatchObject({
      kind: 'refused',
    });
  });
});
