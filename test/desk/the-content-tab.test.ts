import { expect, it } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { slugsOf } from '../../src/pairing/wishes.ts';
import { type DeskBrowser, EDITOR, openDesk } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { catalogueFile, openWeek, PAGE, SECOND, WEEK } from './desk-week.ts';

/** The hidden fields and the values of the words' form as a browser would send them. */
function wordsForm(html: string): Record<string, string> {
  const form = /<form[^>]*\/words"[^>]*>[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const inputs = [...form.matchAll(/<input[^>]*>/g)].map(
    ([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')] as const,
  );
  const areas = [...form.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)].map(
    ([, tag = '', value = '']) => [attribute(tag, 'name'), decoded(value.replace(/^\n/, ''))] as const,
  );
  return Object.fromEntries([...inputs, ...areas]);
}

function attribute(tag: string, name: string): string {
  return decoded(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function decoded(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

async function served(browser: DeskBrowser): Promise<Record<string, string>> {
  return wordsForm(await browser.page(PAGE));
}

describeStores('the content tab', open => {
  it('offers to pick a week that is not picked, past or to come, and knows no week that there is not', async () => {
    const desk = await openDesk(await open());
    const editor = await desk.signIn();
    for (const week of ['2026-W48', '1999-W52', '2041-W01']) {
      expect(await editor.page(`/desk/issues/${week}`)).toContain('This week is not picked yet.');
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

  it('tells what was picked and why, with every term and what came next, and weighs a swap before it is made', async () => {
    const { signIn, issue, act, keys } = await openWeek(await open());
    const editor = await signIn();
    const page = await editor.page(PAGE);
    const [first] = (await issue()).pick.pairings;
    for (const words of [
      'Same chair ships one',
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

  it('takes one of three subjects and the other words with it; blank is as generated', async () => {
    const { signIn, issue } = await openWeek(await open());
    const editor = await signIn();
    const page = await editor.page(PAGE);
    const offered = [...page.matchAll(/<button[^>]*>/g)]
      .filter(([tag]) => attribute(tag, 'name') === 'use')
      .map(([tag]) => attribute(tag, 'value'));
    expect(offered).toHaveLength(2);
    const form = await served(editor);
    await editor.post(`${PAGE}/words`, { ...form, intro: 'Hello.', use: offered[0]! });
    expect((await issue()).edits).toMatchObject({ subject: offered[0], intro: 'Hello.' });
    await editor.post(`${PAGE}/words`, { ...(await served(editor)), subject: '' });
    expect((await issue()).edits.subject).toBeUndefined();
    const same = await editor.post(`${PAGE}/words`, await served(editor));
    expect(same.headers.get('location')).toBe(`${PAGE}?done=same`);
  });

  it('warns of words over their budget, keeps them whole, and refuses what is beyond all measure with every word in place', async () => {
    const { signIn, issue } = await openWeek(await open());
    const editor = await signIn();
    const long = 'word '.repeat(100).trim();
    await editor.post(`${PAGE}/words`, { ...(await served(editor)), intro: long });
    expect((await issue()).edits.intro).toBe(long);
    expect(await editor.page(PAGE)).toContain('100 of 90 words: over the budget, the pre-flight warns of it');
    const answer = await editor.post(`${PAGE}/words`, {
      ...(await served(editor)),
      intro: 'y'.repeat(5_001),
      preheader: 'Mine',
    });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('The intro has 5001 characters; at most 5000 are kept.');
    expect(wordsForm(page)).toMatchObject({ intro: 'y'.repeat(5_001), preheader: 'Mine' });
    expect((await issue()).edits.intro).toBe(long);
  });

  it('tells the second of two editors who changed what, and loses neither’s words', async () => {
    const { signIn, issue, changes } = await openWeek(await open());
    const [one, two] = [await signIn(EDITOR), await signIn(SECOND)];
    const [mine, theirs] = [await served(one), await served(two)];
    await one.post(`${PAGE}/words`, { ...mine, subject: 'The first one’s subject', intro: 'First intro' });

    const late = {
      ...theirs,
      subject: 'The second one’s <subject>',
      preheader: 'Said by the second, at some length',
    };
    const answer = await two.post(`${PAGE}/words`, late);
    expect(answer.status).toBe(409);
    const page = await answer.text();
    expect(page).toContain(EDITOR);
    expect(page).toContain('subject as generated → “The first one’s subject”');
    expect(page).toContain('Stored now: <q dir="auto">The first one’s subject</q>');
    const offered = wordsForm(page);
    // Their own words where they typed, the other's where they did not.
    expect(offered).toMatchObject({ subject: late.subject, preheader: late.preheader, intro: 'First intro' });
    expect((await issue()).edits).toMatchObject({ subject: 'The first one’s subject', intro: 'First intro' });
    expect((await two.post(`${PAGE}/words`, offered)).status).toBe(303);
    expect((await issue()).edits).toMatchObject({
      subject: late.subject,
      preheader: late.preheader,
      intro: 'First intro',
    });
    expect((await changes()).map(({ who }) => who)).toEqual([EDITOR, SECOND]);

    // Truly at once, from two browsers.
    const both = { ...offered, revision: String((await issue()).revision) };
    const answers = await Promise.all([
      one.post(`${PAGE}/words`, { ...both, intro: 'One at once' }),
      two.post(`${PAGE}/words`, { ...both, intro: 'Two at once' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);

    const { revision } = offered as { revision: string };
    for (const [path, fields, kept] of [
      ['again', { reason: 'Because of & so on' }, 'Because of &amp; so on'],
      ['ban', { tool: 'Some Tool' }, 'Some Tool'],
      ['pin', { pair: 'a|b' }, ''],
      ['move', { pair: 'a|b', by: 'up' }, ''],
      ['swap', { pair: 'a|b', a: 'a', b: 'b' }, ''],
      ['lift', { tool: 'a' }, ''],
    ] as const) {
      const stale = await one.post(`${PAGE}/${path}`, { revision, ...fields });
      expect(stale.status, path).toBe(409);
      expect(await stale.text(), path).toContain(kept || 'so nothing was done');
    }
    for (const odd of ['', 'x', '-1', '1e9', '99999999999999999999'])
      expect((await one.post(`${PAGE}/pin`, { revision: odd, pair: 'a|b' })).status).toBe(409);
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

  it('shows what went out as it was frozen, and changes nothing of it', async () => {
    const { app, signIn, act, clock, issue, keys } = await openWeek(await open());
    const editor = await signIn();
    await editor.post(`${PAGE}/words`, {
      ...(await served(editor)),
      subject: 'As it was sent',
      intro: 'With **bold** words.',
    });
    expect((await approveWeek(app, WEEK, EDITOR)).kind).toBe('approved');
    clock.set('2026-11-26T09:30:00Z');
    await sendWeek(app, WEEK, {
      now: true,
      signal: new AbortController().signal,
      patienceMs: 0,
      who: 'test',
    });
    expect((await issue()).state).toBe('sent');
    const page = await editor.page(PAGE);
    expect(page).toContain('As it was sent');
    expect(page).toContain('With <strong>bold</strong> words.');
    expect(page).toContain(`score ${((await issue()).pick.pairings[0]!.score / 1e6).toFixed(3)}`);
    expect(page).not.toContain('<form');
    const before = await issue();
    const [pair] = (await keys()) as [string];
    const revision = String((await act()).revision);
    const [a, b] = slugsOf(pair);
    for (const [path, fields] of [
      ['words', { subject: 'Later' }],
      ['pin', { pair }],
      ['ban', { pair }],
      ['move', { pair, by: 'down' }],
      ['swap', { pair, a, b }],
      ['again', { reason: 'Later' }],
    ] as const)
      expect((await editor.post(`${PAGE}/${path}`, { revision, ...fields })).status, path).toBe(409);
    expect(await issue()).toEqual(before);
    // Typed while it went out: not saved, and not lost either.
    const late = { revision, subject: 'Too <late>', intro: 'With **bold** words.', preheader: '' };
    const told = await (await editor.post(`${PAGE}/words`, late)).text();
    expect(told).toMatch(/What you typed<.*<dt>Subject<\/dt><dd[^>]*>Too &lt;late&gt;<\/dd>/s);
    // What it says already is nobody's loss.
    expect(told).not.toContain('<dt>Intro</dt><dd dir="auto" class="quoted">');
    const again = await editor.post(`${PAGE}/again`, { revision, reason: 'A dull week' });
    expect(await again.text()).toMatch(/What you typed<.*A dull week/s);
    expect((await editor.get(`${PAGE}/swap?${new URLSearchParams({ pair })}`)).status).toBe(303);
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
    expect(await editor.page(PAGE)).toContain('Save the words');
    // However many issues there are.
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(20);
  });
});
