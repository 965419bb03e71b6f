import { expect, it } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { EDITOR } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { openWeek, PAGE, WEEK } from './desk-week.ts';
import { textOf } from './page-fields.ts';
import { WORDS } from './words-form.ts';

/** The strip's words and the one act in it. */
function strip(page: string) {
  const [, inside = ''] = /<div class="strip">([\s\S]*?)<\/div>(?:<nav|<\/header)/.exec(page) ?? [];
  const acts = [...inside.matchAll(/<(?:a class="button" href="([^"]*)"|button)[^>]*>([^<]*)</g)];
  return { words: textOf(`<body>${inside}`), acts: acts.map(([, href = '', words = '']) => [words, href]) };
}

describeStores('the desk', open => {
  it('opens what needs somebody, with one next step in every state', async () => {
    const { app, signIn, act, clock, store, issue } = await openWeek(await open());
    await addReaders(store, 3, clock);
    const editor = await signIn();
    const start = async () => (await editor.get('/desk')).headers.get('location');
    const at = async (path = PAGE) => strip(await editor.page(path));
    expect(await start()).toBe(PAGE);
    expect(await at()).toMatchObject({
      words: expect.stringMatching(/would go out on Thu 26 Nov 2026 09:00 \(in 24 hours\)/),
      acts: [['Check and approve', `${PAGE}/check`]],
    });

    expect((await approveWeek(app, WEEK, EDITOR)).kind).toBe('approved');
    expect(await start()).toBe(PAGE);
    expect((await at()).acts).toEqual([['Send it now…', `${PAGE}/check/send-now`]]);
    await editor.post(WORDS, { revision: String((await act()).revision), subject: 'Another subject' });
    expect((await issue()).state).toBe('in_review');
    for (const page of [PAGE, WORDS, `${PAGE}/preview`]) {
      const voided = await at(page);
      expect(voided.words, page).toContain(`approval void ${EDITOR} approved it`);
      expect(voided.acts, page).toEqual([['Check and approve again', `${PAGE}/check`]]);
    }

    await steerWeek(app, WEEK, 'hold', EDITOR);
    expect((await at()).words).toContain(`Held by ${EDITOR}.`);
    expect((await at()).acts).toEqual([['Check and approve', `${PAGE}/check`]]);

    await approveWeek(app, WEEK, EDITOR);
    const signal = new AbortController().signal;
    await sendWeek(app, WEEK, { now: true, signal, patienceMs: 0, who: 'test' });
    const sent = await at();
    expect(sent.words).toContain('It is out: 3 readers are accounted for, the last on ');
    expect(sent.acts).toEqual([['On to 2026-W49', '/desk/issues/2026-W49']]);
    expect(await start()).toBe('/desk/issues/2026-W49');
    const next = await at('/desk/issues/2026-W49');
    expect(next.words).toContain('It is picked by itself on Mon 30 Nov 2026 09:00 (in 5 days)');
    expect(next.acts).toEqual([['Pick it now…', '/desk/issues/2026-W49/pick']]);

    await pickWeek(app, '2026-W49', EDITOR);
    expect(await start()).toBe('/desk/issues/2026-W49');
  });

  it('passes over old weeks that nobody needs, and a week whose time to go out has passed unpicked', async () => {
    const { app, signIn, clock } = await openWeek(await open());
    const editor = await signIn();
    await steerWeek(app, WEEK, 'hold', EDITOR);
    expect((await editor.get('/desk')).headers.get('location')).toBe(PAGE);
    clock.set('2026-12-04T09:00:00Z');
    expect((await editor.get('/desk')).headers.get('location')).toBe('/desk/issues/2026-W50');
  });
});
