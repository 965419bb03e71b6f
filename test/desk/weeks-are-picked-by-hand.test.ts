import { expect, it } from 'vitest';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { at } from '../support/clock.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { CLOSES } from '../vote/vote-week.ts';
import { catalogueFile, openWeek, PAGE, WEEK } from './desk-week.ts';

describeStores('a week that nobody picked', open => {
  it('offers to pick a week that is not picked, past or to come, and knows no week that there is not', async () => {
    const desk = await openDesk(await open());
    const editor = await desk.signIn();
    for (const week of ['2026-W48', '1999-W52', '2041-W01']) {
      expect(await editor.page(`/desk/issues/${week}`)).toContain('not picked yet');
      expect(await desk.app.issues.find(week)).toBeNull();
      const answer = await editor.post(`/desk/issues/${week}/pick`);
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        `/desk/issues/${week}?done=picked`,
      ]);
      const page = await editor.page(`/desk/issues/${week}?done=picked`);
      expect(page).toContain('The week is picked.');
    }
    const broken = await openDesk(await open(), {
      settings: { CATALOGUE: catalogueFile(tools => [{ ...tools[0]!, url: 'no address' }]) },
    });
    const refused = await (await broken.signIn()).post(`${PAGE}/pick`);
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('tools[0].url')]);
    for (const week of ['2026-W54', 'x', '2026-48', '2026-W48x', '%00', '<b>']) {
      for (const answer of [
        await editor.get(`/desk/issues/${encodeURIComponent(week)}`),
        await editor.post(`/desk/issues/${encodeURIComponent(week)}/pick`),
        await editor.post(`/desk/issues/${encodeURIComponent(week)}/words`, { revision: '1' }),
        await editor.get(`/desk/issues/${encodeURIComponent(week)}/swap?pair=x`),
      ])
        expect(answer.status, week).toBe(404);
    }
    expect((await editor.post('/desk/issues/2030-W01/words', { revision: '1' })).status).toBe(404);
    expect(await editor.page(`${PAGE}?done=<script>`)).not.toContain('<script>');
  });

  it('asks first where readers are still voting, and their vote runs on until the time they were told', async () => {
    const { app, clock, store, signIn, issue } = await openWeek(await open());
    await addReaders(store, 2, clock);
    await approveWeek(app, WEEK, EDITOR);
    const signal = new AbortController().signal;
    await sendWeek(app, WEEK, { now: true, signal, patienceMs: 0, who: 'test' });
    expect((await issue()).voteClosesAt).toBe(at(CLOSES));
    const editor = await signIn();
    const next = '/desk/issues/2026-W49';
    expect(await editor.page(next)).toContain(`href="${next}/pick"`);
    const asked = await editor.post(`${next}/pick`);
    expect([asked.status, await asked.text()]).toEqual([
      409,
      expect.stringContaining('does not cut it short'),
    ]);
    expect(await editor.page(`${next}/pick`)).toContain('30 Nov 2026 09:00');
    expect(await app.issues.find('2026-W49')).toBeNull();
    expect((await editor.post(`${next}/pick`, { sure: 'yes' })).headers.get('location')).toBe(
      `${next}?done=picked`,
    );
    expect((await issue()).voteClosesAt).toBe(at(CLOSES));
    clock.set(CLOSES);
    expect((await editor.get('/desk/issues/2026-W50/pick')).status).toBe(303);
    expect((await editor.post('/desk/issues/2026-W50/pick')).headers.get('location')).toBe(
      '/desk/issues/2026-W50?done=picked',
    );
  });
});
