import { expect, it } from 'vitest';
import { quietRestored } from '../../../src/backup/restored-issue.ts';
import { setTrial } from '../../../src/newsroom/editing/set-trial.ts';
import { pickWeek } from '../../../src/newsroom/pick-week.ts';
import { rebuildWeek } from '../../../src/newsroom/rebuild.ts';
import { approveWeek } from '../../../src/newsroom/release.ts';
import { sendWeek } from '../../../src/newsroom/send-week.ts';
import { steerWeek } from '../../../src/newsroom/steer-week.ts';
import { decideByHand, lookAtTrial } from '../../../src/newsroom/subject-trial.ts';
import { runDue } from '../../../src/scheduler.ts';
import { findTrial } from '../../../src/storage/delivery/subject-trials.ts';
import { frozenContent } from '../../../src/storage/issue/frozen-content.ts';
import { fixedClock } from '../../support/clock.ts';
import { openTestApp, type TestApp } from '../../support/newsroom.ts';
import { describeStores } from '../../support/stores.ts';
import { approvedTrial, EDITOR, OTHERS, WEEK } from '../../support/subject-trial.ts';
import { addZonedReaders } from '../../support/zoned-readers.ts';

const { signal } = new AbortController();
const OVER = '2026-11-26T13:00:00Z';

const send = (app: TestApp) => sendWeek(app, WEEK, { now: true, signal, patienceMs: 0, who: 'test' });

describeStores('while subjects are on trial', open => {
  async function opened(readers = 40, settings: Record<string, string> = {}) {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock, { settings });
    await addZonedReaders(
      store,
      clock,
      Array.from({ length: readers }, (_, index) => ({ email: `reader${index + 1}@example.com` })),
    );
    return { store, clock, app };
  }

  async function waiting(readers = 40) {
    const { store, clock, app } = await opened(readers);
    await approvedTrial(app);
    expect(await send(app)).toMatchObject({ kind: 'unfinished' });
    const issueId = (await app.issues.find(WEEK))!.id;
    const rest = await store.db
      .selectFrom('deliveries')
      .select(['email', 'subscriber_id'])
      .where('variant', '<', 0)
      .orderBy('seq')
      .execute();
    const mails = async () => (await app.mails('issue')).length;
    return { store, clock, app, issueId, rest, mails, tested: readers - rest.length };
  }

  it('nobody is hurried: --now waits for the decision like everybody', async () => {
    const { app, mails, tested } = await waiting();
    expect(await send(app)).toMatchObject({ kind: 'unfinished', status: { pending: 40 - tested } });
    expect(await mails()).toBe(tested);
  });

  it('a stop, as an alarm stops it, keeps the rest back past every deadline, until it is resumed', async () => {
    const { store, clock, app, issueId, mails, tested } = await waiting();
    await steerWeek(app, WEEK, 'stop', EDITOR);
    clock.set('2026-11-27T09:00:00Z');
    expect(await lookAtTrial(app, WEEK)).toBe('none');
    await runDue(app, signal);
    expect([await mails(), (await findTrial(store.db, issueId))?.decision]).toEqual([tested, null]);
    // What an editor says of a stopped issue is kept, and goes with the resume.
    expect(await decideByHand(app, WEEK, { arm: 1, by: EDITOR })).toEqual({ kind: 'done' });
    await runDue(app, signal);
    expect(await mails()).toBe(tested);
    await steerWeek(app, WEEK, 'resume', EDITOR);
    await runDue(app, signal);
    expect([await mails(), (await app.issues.find(WEEK))?.state]).toEqual([40, 'sent']);
  });

  it('an end for good leaves the rest without a mail, and nothing to be decided', async () => {
    const { clock, app, mails, tested } = await waiting();
    await steerWeek(app, WEEK, 'abort', EDITOR);
    clock.set(OVER);
    await runDue(app, signal);
    expect([await mails(), await lookAtTrial(app, WEEK)]).toEqual([tested, 'none']);
    expect(await decideByHand(app, WEEK, { arm: 1, by: EDITOR })).toMatchObject({ kind: 'refused' });
  });

  it('whoever leaves, is suppressed or erased gets nothing more, and the ledger says so', async () => {
    const { store, clock, app, rest } = await waiting();
    const [one, two, three] = rest.map(({ subscriber_id }) => subscriber_id);
    const set = (id: number | undefined, change: object) =>
      store.db.updateTable('subscribers').set(change).where('id', '=', id!).execute();
    await set(one, { state: 'unsubscribed' });
    await set(two, { suppressed_at: clock.now() });
    await set(three, { state: 'erased', email: '', dedupe_key: 'erased:3' });
    clock.set(OVER);
    await runDue(app, signal);
    expect(await send(app)).toMatchObject({
      kind: 'already_sent',
      status: { audience: 40, submitted: 37, suppressed: 3, pending: 0 },
    });
  });

  it('a restore stops it; resumed, everybody gets one mail', async () => {
    const { store, clock, app, mails } = await waiting();
    const note = { takenAt: clock.now(), restoredAt: clock.now(), neverSealed: 'pending' as const };
    await quietRestored(store, note);
    expect(await lookAtTrial(app, WEEK)).toBe('none');
    await steerWeek(app, WEEK, 'resume', EDITOR);
    expect(await send(app)).toMatchObject({ kind: 'unfinished' });
    clock.set(OVER);
    await runDue(app, signal);
    expect([await mails(), (await app.issues.find(WEEK))?.state]).toEqual([40, 'sent']);
  });

  it('the site, and a rebuild, know the first choice, whatever wins', async () => {
    const { store, app, issueId } = await waiting();
    await decideByHand(app, WEEK, { arm: 2, by: EDITOR });
    await send(app);
    expect(OTHERS).not.toContain((await frozenContent(store, issueId))?.subject);
    const rebuilt = await rebuildWeek(app, WEEK);
    expect(rebuilt).toMatchObject({ kind: 'same', isAsApproved: true });
    expect('parts' in rebuilt && rebuilt.parts.map(({ part }) => part)).toEqual([
      'mail',
      'mail (variant 2)',
      'mail (variant 3)',
      'mail (subject 2)',
      'mail (subject 3)',
      'web version',
    ]);
  });

  it('readers of their own interests are not waited for, and take no part', async () => {
    const { store, clock, app } = await opened(30);
    const picked = await pickWeek(app, WEEK, 'test');
    if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
    const category = picked.issue.pick.pairings[1]!.category;
    await addZonedReaders(store, clock, [{ email: 'keen@example.com', interests: [category] }]);
    await approvedTrial(app);
    await send(app);
    const keen = (await app.mails('issue')).map(name => app.read('issue', name));
    expect((await Promise.all(keen)).filter(source => /^To: keen@/m.test(source)).length).toBe(1);
  });

  it('a list too small for a winner is sent all the same: one reader, and none at all', async () => {
    for (const readers of [1, 2]) {
      const { clock, app } = await opened(readers);
      await approvedTrial(app);
      await send(app);
      clock.set(OVER);
      await runDue(app, signal);
      expect((await app.mails('issue')).length).toBe(readers);
      expect((await app.issues.find(WEEK))?.state).toBe('sent');
    }
  });

  it('local hours are refused by the pre-flight', async () => {
    const { app } = await opened(5, { SEND_LOCAL_TIME: 'on' });
    const picked = await pickWeek(app, WEEK, 'test');
    if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
    await setTrial(app, { week: WEEK, revision: picked.issue.revision, who: EDITOR }, { subjects: OTHERS });
    expect(await approveWeek(app, WEEK, EDITOR)).toMatchObject({
      kind: 'errors',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'trial-local-time' })]),
    });
  });
});
