import { expect, it } from 'vitest';
import { notifyEditors } from '../../src/newsroom/notify-editors.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { drawLetter, renderLetter, wordedLetter } from '../../src/render/letters.ts';
import { fixedClock } from '../support/clock.ts';
import { letterStates } from '../support/letters.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';

describeStores('a notice to editors', open => {
  async function noticed() {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock, {
      settings: { EDITORS: 'one@example.com, two@example.com' },
    });
    const outcome = await pickWeek(app, WEEK, 'test');
    if (outcome.kind === 'invalid_catalogue') throw new Error(outcome.message);
    await store.db.deleteFrom('single_mails').execute();
    await notifyEditors(app, outcome.issue, { about: 'held', reason: 'Ada said so.' });
    const rows = () =>
      store.db
        .selectFrom('single_mails')
        .select(['state', 'html', 'text', 'drawing', 'attempts'])
        .orderBy('id')
        .execute();
    return { store, app, rows };
  }
  const { signal } = new AbortController();

  it('is queued in words and drawn when it leaves; nobody takes it before', async () => {
    const { app, rows } = await noticed();
    const [queued] = await rows();
    expect(queued).toMatchObject({ state: 'pending', html: '' });
    expect(queued?.text).toContain('Ada said so.');
    const claimed = await app.singleMails.claim({
      owner: 'other',
      now: app.now(),
      leaseMs: 1_000,
      provider: 'x',
      keyOf: () => 'key',
    });
    expect(claimed).toBe(null);
    const html = await drawLetter(queued?.drawing ?? '');
    expect(html).toContain('Ada said so.');
    expect(await submitDueSingleMails(app, signal)).toEqual({ submitted: 2, problems: [] });
    expect(await rows()).toEqual([
      expect.objectContaining({ state: 'submitted', html: '', drawing: '', attempts: 1 }),
      expect.objectContaining({ state: 'submitted', html: '', drawing: '', attempts: 1 }),
    ]);
  });

  it('that was drawn is not drawn again, by whatever process', async () => {
    const { app, rows } = await noticed();
    const [first] = await app.singleMails.undrawn(1);
    await app.singleMails.draw(first?.id ?? 0, '<p>One</p>');
    await app.singleMails.draw(first?.id ?? 0, '<p>Two</p>');
    expect((await rows())[0]).toMatchObject({ html: '<p>One</p>', drawing: '' });
    expect(await app.singleMails.undrawn(10)).toHaveLength(1);
  });

  it('that cannot be drawn waits, and holds up no other', async () => {
    const { store, app, rows } = await noticed();
    const [first] = await app.singleMails.undrawn(1);
    await store.db
      .updateTable('single_mails')
      .set({ drawing: '{"engine":"none"}' })
      .where('id', '=', first?.id ?? 0)
      .execute();
    expect(await submitDueSingleMails(app, signal)).toEqual({ submitted: 1, problems: [] });
    expect((await rows()).map(({ state }) => state)).toEqual(['pending', 'submitted']);
  });
});

it.each(['react', 'mjml'] as const)('every letter drawn later is the same letter (%s)', async engine => {
  for (const [name, letter] of Object.entries(letterStates)) {
    const { drawing, ...worded } = wordedLetter(letter, engine);
    expect({ ...worded, html: await drawLetter(drawing) }, name).toEqual(await renderLetter(letter, engine));
  }
});
