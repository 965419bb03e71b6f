import { expect, it, vi } from 'vitest';
import { editWords } from '../../src/newsroom/editing/edit-words.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { remindEditors } from '../../src/newsroom/remind-editors.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { runDue } from '../../src/scheduler.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores, type OpenStore } from '../support/stores.ts';

vi.setConfig({ testTimeout: 240_000 });

const WEEK = '2026-W48';
const [ONE, TWO] = ['one@example.com', 'two@example.com'] as const;
const { signal } = new AbortController();

/** Picked on Monday at 09:00; goes on Thursday at 09:00. */
async function picked(
  open: OpenStore,
  settings: Record<string, string> = {},
): Promise<{ app: TestApp; clock: FixedClock; store: Awaited<ReturnType<OpenStore>> }> {
  const store = await open();
  const clock = fixedClock('2026-11-22T12:00:00Z');
  const app = await openTestApp(store, clock, { settings: { EDITORS: `${ONE},${TWO}`, ...settings } });
  clock.set('2026-11-23T09:00:30Z');
  await runDue(app, signal);
  return { app, clock, store };
}

/** What each editor was reminded of so far, in the order of time: the sources. */
async function reminders(app: TestApp): Promise<string[]> {
  await submitDueSingleMails(app, signal);
  const names = (await app.mails('notice')).filter(name => name.includes('unapproved'));
  return Promise.all(names.map(name => app.read('notice', name)));
}

const countOf = async (app: TestApp) => (await reminders(app)).length;

async function at(instant: string, { app, clock }: { app: TestApp; clock: FixedClock }): Promise<number> {
  clock.set(instant);
  await runDue(app, signal);
  return countOf(app);
}

describeStores('editors are reminded of what nobody has approved', (open, dialect) => {
  it.each(['react', 'mjml'])('a day and three hours before its time, once each (%s)', async engine => {
    const desk = await picked(open, { TEMPLATE_ENGINE: engine });
    expect(await at('2026-11-25T08:59:00Z', desk)).toBe(0);
    expect(await at('2026-11-25T09:00:00Z', desk)).toBe(2);
    expect(await at('2026-11-25T20:00:00Z', desk)).toBe(2);
    expect(await at('2026-11-26T05:59:00Z', desk)).toBe(2);
    expect(await at('2026-11-26T06:00:00Z', desk)).toBe(4);
    expect(await at('2026-11-26T08:59:00Z', desk)).toBe(4);
    // Its time has come: what is told then is that it is held.
    expect(await at('2026-11-26T09:00:00Z', desk)).toBe(4);
    expect((await desk.app.issues.find(WEEK))?.state).toBe('held');
    const mails = await reminders(desk.app);
    expect(mails.map(mail => /^To: (.*?)\r?$/m.exec(mail)?.[1]).toSorted()).toEqual([ONE, ONE, TWO, TWO]);
    const last = (mails.at(-1) ?? '').replace(/=\r?\n/g, '');
    expect(last).toMatch(/^Subject: 2026-W48 is still waiting for approval\r?$/m);
    expect(last).toContain('26 Nov 2026 09:00 (UTC), if approved');
    expect(last).toContain('3 hours');
    expect(last).toContain(`/desk/issues/${WEEK}/check`);
  });

  it('however many processes look, and however often they start anew', async () => {
    const { app, clock, store } = await picked(open);
    const other = await openTestApp(dialect === 'sqlite' ? store : store.another(), clock, {
      owner: 'other',
      settings: { EDITORS: `${ONE},${TWO}`, OUTBOX_DIR: app.outbox },
    });
    clock.set('2026-11-25T09:00:00Z');
    await Promise.all([app, other, app, other].map(remindEditors));
    clock.advance(61_000);
    await remindEditors(
      await openTestApp(store, clock, { settings: { EDITORS: `${ONE},${TWO}`, OUTBOX_DIR: app.outbox } }),
    );
    expect(await countOf(app)).toBe(2);
  });

  it('with the last of the two alone when nothing ran at the first, and not when it was picked later', async () => {
    const desk = await picked(open);
    expect(await at('2026-11-26T07:30:00Z', desk)).toBe(2);
    expect((await reminders(desk.app)).at(-1)).toContain('1 hour 30 minutes');

    const late = fixedClock('2026-11-25T12:00:00Z');
    const app = await openTestApp(await open(), late, { settings: { EDITORS: ONE } });
    late.set('2026-11-26T07:00:00Z');
    await pickWeek(app, WEEK, ONE);
    await remindEditors(app);
    expect(await countOf(app)).toBe(0);
  });

  it('not of what is approved or held, and again once a change has voided the approval', async () => {
    const desk = await picked(open);
    const { app, clock } = desk;
    clock.set('2026-11-25T08:00:00Z');
    expect((await approveWeek(app, WEEK, ONE)).kind).toBe('approved');
    expect(await at('2026-11-25T10:00:00Z', desk)).toBe(0);

    const issue = (await app.issues.find(WEEK))!;
    const act = { week: WEEK, revision: issue.revision, who: TWO };
    expect(await editWords(app, act, { intro: 'One word more.' })).toEqual({ kind: 'changed' });
    // Whoever changes it is at work on it.
    expect(await at('2026-11-25T10:14:00Z', desk)).toBe(0);
    expect(await at('2026-11-25T10:15:00Z', desk)).toBe(2);
    expect(await at('2026-11-25T11:00:00Z', desk)).toBe(2);
    const words = ((await reminders(app)).at(-1) ?? '').replace(/=\r?\n/g, '');
    expect(words).toContain(`${ONE} approved it on 25 Nov 2026 08:00; it has been changed since`);

    // Approved and changed once more: that is another approval that no longer holds.
    expect((await approveWeek(app, WEEK, ONE)).kind).toBe('approved');
    const again = { ...act, revision: (await app.issues.find(WEEK))!.revision };
    expect(await editWords(app, again, { intro: 'Two words more.' })).toEqual({ kind: 'changed' });
    expect(await at('2026-11-25T11:20:00Z', desk)).toBe(4);

    expect((await steerWeek(app, WEEK, 'hold', ONE)).kind).toBe('done');
    expect(await at('2026-11-26T07:00:00Z', desk)).toBe(4);
  });

  it('by the time that an editor chose, where one did', async () => {
    const desk = await picked(open);
    const { store } = desk;
    await store.db
      .updateTable('issues')
      .set({ go_at: Date.parse('2026-11-27T15:00:00Z') })
      .execute();
    expect(await at('2026-11-26T14:59:00Z', desk)).toBe(0);
    expect(await at('2026-11-26T15:00:00Z', desk)).toBe(2);
    expect(await at('2026-11-27T12:00:00Z', desk)).toBe(4);
  });
});
