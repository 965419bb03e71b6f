import { expect, it } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { catalogueFile, openWeek, PAGE, WEEK } from './desk-week.ts';

describeStores('the pairings of an issue', open => {
  it('tells what was picked and why, with every term and what came next, and weighs a swap before it is made', async () => {
    const { signIn, issue, act, keys } = await openWeek(await open());
    const editor = await signIn();
    const page = await editor.page(PAGE);
    const [first] = (await issue()).pick.pairings;
    for (const words of [
      'Same seat ships one',
      'Alike enough to compare',
      'Next best',
      'Weigh the swap',
      'class="seats"',
      'At a glance',
    ])
      expect(page.toLowerCase()).toContain(words.toLowerCase());
    expect(page).toContain((first!.score / 1e6).toFixed(3));
    for (const { score } of first!.runnersUp) expect(page).toContain((score / 1e6).toFixed(3));

    const [pair] = (await keys()) as [string];
    const { a, b, score } = first!.runnersUp[0]!;
    const weighed = await editor.page(`${PAGE}/swap?${new URLSearchParams({ pair, a, b })}`);
    expect(weighed).toContain(`−${((first!.score - score) / 1e6).toFixed(3)}`);
    expect(weighed).toContain('It keeps every rule.');
    expect(await keys()).toContain(pair);
    const none = await editor.page(`${PAGE}/swap?${new URLSearchParams({ pair, a: '<i>none</i>', b })}`);
    expect(none).toContain('The catalogue has no tool “&lt;i&gt;none&lt;/i&gt;”.');
    const revision = String((await act()).revision);
    const answer = await editor.post(`${PAGE}/swap`, { revision, pair, a, b });
    expect(answer.headers.get('location')).toBe(`${PAGE}?done=swapped`);
    expect((await keys())[0]!.split('|').toSorted()).toEqual([a, b].toSorted());
    expect(await editor.page(PAGE)).toContain('swapped in by an editor');
    // Its address is kept somewhere: the pair is not in the issue any more.
    expect(
      (await editor.get(`${PAGE}/swap?${new URLSearchParams({ pair, a, b })}`)).headers.get('location'),
    ).toBe(PAGE);
  });

  it('pins, bans, lifts, moves and picks again by its buttons', async () => {
    const { signIn, act, keys, issue } = await openWeek(await open());
    const editor = await signIn();
    const post = async (path: string, fields: Record<string, string>) =>
      (
        await editor.post(`${PAGE}/${path}`, { revision: String((await act()).revision), ...fields })
      ).headers.get('location');
    const [one, two] = (await keys()) as [string, string];
    expect(await post('move', { pair: one, by: 'down' })).toBe(`${PAGE}?done=moved`);
    expect(await post('pin', { pair: one, pinned: 'yes' })).toBe(`${PAGE}?done=pinned`);
    expect(await post('ban', { pair: two })).toBe(`${PAGE}?done=banned`);
    const tool = (await keys())[2]!.split('|')[0]!;
    expect(await post('ban', { tool })).toBe(`${PAGE}?done=banned`);
    expect(await editor.page(PAGE)).toContain('Kept out:');
    expect(await post('again', { reason: 'Dull' })).toBe(`${PAGE}?done=again`);
    expect((await keys())[1]).toBe(one);
    expect(await keys()).not.toContain(two);
    expect(await editor.page(PAGE)).toContain('kept by an editor’s pin');
    expect(await post('lift', { pair: two })).toBe(`${PAGE}?done=lifted`);
    expect(await post('lift', { tool })).toBe(`${PAGE}?done=lifted`);
    expect(await post('pin', { pair: one, pinned: 'no' })).toBe(`${PAGE}?done=unpinned`);
    expect((await issue()).wishes).toEqual({ pins: [], bannedTools: [], bannedPairs: [] });
    const refused = await editor.post(`${PAGE}/ban`, {
      revision: String((await act()).revision),
      tool: 'Nothing <so>',
    });
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('value="Nothing &lt;so&gt;"'),
    ]);
  });

  it('explains a thin week and an empty one', async () => {
    const thin = catalogueFile(tools => tools.filter(({ category }) => category === 'Writing').slice(0, 2));
    const first = await openWeek(await open(), { CATALOGUE: thin });
    const page = await (await first.signIn()).page(PAGE);
    expect(page).toContain('A thin week.');
    expect(page).toContain('The picker found 1 of 3 pairings.');
    expect(page).toContain('One pairing this week instead of three: no other pair met our rules.');
    const empty = await openWeek(await open(), { CATALOGUE: catalogueFile(tools => tools.slice(0, 1)) });
    expect(await (await empty.signIn()).page(PAGE)).toContain('No pairing is left that keeps the rules.');
  });

  it('is as quick in the two hundredth week as in the first', async () => {
    const desk = await openDesk(await open());
    const editor = await desk.signIn();
    await pickWeek(desk.app, WEEK, EDITOR);
    let asked = 0;
    const { db } = desk.store;
    const row = await db.selectFrom('issues').selectAll().where('week', '=', WEEK).executeTakeFirstOrThrow();
    const { id, ...issue } = row;
    const pairings = await db.selectFrom('pairings').selectAll().where('issue_id', '=', id).execute();
    for (let number = 0; number < 200; number += 1) {
      const week = `${2027 + Math.floor(number / 52)}-W${String((number % 52) + 1).padStart(2, '0')}`;
      const made = await db
        .insertInto('issues')
        .values({ ...issue, week, number: number + 2 })
        .returning('id')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('pairings')
        .values(pairings.map(pairing => ({ ...pairing, issue_id: made.id })))
        .execute();
    }
    const executor = db.getExecutor();
    const run = executor.executeQuery.bind(executor);
    executor.executeQuery = (...query) => {
      asked += 1;
      return run(...query);
    };
    expect(await editor.page(PAGE)).toContain('Weigh the swap');
    // However many issues there are.
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(20);
  });
});
