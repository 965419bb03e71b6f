import { expect, it } from 'vitest';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { EDITOR } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { openWeek, PAGE, SECOND } from './desk-week.ts';
import { attribute, served, WORDS, wordsForm } from './words-form.ts';

describeStores('the words of an issue', open => {
  it('stand filled in as they would be printed; only what an editor changed is their own, until it goes back', async () => {
    const { app, signIn, issue, act } = await openWeek(await open());
    const editor = await signIn();
    const printed = async () => (await draftIssue(app, await issue())).content;
    const before = await printed();
    const [lead] = before.pairings;
    const field = `verdict.${lead!.slug}`;
    const form = await served(editor);
    expect(form).toMatchObject({
      subject: before.subject,
      preheader: before.preheader,
      intro: '',
      [field]: lead!.verdict,
      [`pull.${lead!.a.slug}`]: lead!.a.pull!.pull,
    });
    await editor.post(WORDS, { ...form, [field]: 'Ours.' });
    expect((await issue()).edits).toMatchObject({ verdicts: { [field.slice('verdict.'.length)]: 'Ours.' } });
    expect(
      Object.keys((await issue()).edits).filter(name => name !== 'verdicts' && name !== 'pulls'),
    ).toEqual([]);
    // The generated words typed by hand are the generated words.
    await editor.post(WORDS, { revision: String((await act()).revision), subject: ` ${before.subject} ` });
    expect((await issue()).edits.subject).toBeUndefined();

    const page = await editor.page(WORDS);
    const own = [...page.matchAll(/<p class="yours" data-own="([^"]*)"(?! hidden)>/g)].map(
      ([, name]) => name,
    );
    expect(own).toEqual([field]);
    // One button takes the field back, and what was typed elsewhere is kept with it.
    const back = await editor.post(WORDS, {
      ...(await served(editor)),
      intro: 'Hello.',
      [field]: 'Half a wo',
      back: field,
    });
    expect(back.headers.get('location')).toBe(`${WORDS}?done=back#verdict-${lead!.slug}`);
    expect((await issue()).edits).toMatchObject({ intro: 'Hello.', verdicts: {} });
    expect((await printed()).pairings[0]!.verdict).toBe(lead!.verdict);
  });

  it('are saved for a script as by the button, and say so to a script that comes too late', async () => {
    const { signIn, issue, act } = await openWeek(await open());
    const editor = await signIn();
    const form = await served(editor);
    const json = { Accept: 'application/json' };
    const saved = await editor.post(WORDS, { ...form, subject: 'As typed' }, json);
    expect([saved.status, await saved.json()]).toEqual([
      200,
      { revision: (await act()).revision, own: ['subject'], words: 'Saved 09:00' },
    ]);
    expect((await issue()).edits.subject).toBe('As typed');
    const late = await editor.post(WORDS, { ...form, subject: 'Late' }, json);
    expect([late.status, await late.json()]).toEqual([
      409,
      { words: expect.stringContaining('Nothing of yours was saved') },
    ]);
    const long = { revision: String((await act()).revision), intro: 'y'.repeat(5_001) };
    expect((await editor.post(WORDS, long, json)).status).toBe(422);
    const stranger = await (await openWeek(await open())).browser().post(WORDS, form, json);
    expect(stranger.status).toBe(401);
  });

  it('takes one of three subjects and the other words with it; blank is as generated', async () => {
    const { signIn, issue } = await openWeek(await open());
    const editor = await signIn();
    const page = await editor.page(WORDS);
    const offered = [...page.matchAll(/<button[^>]*>/g)]
      .filter(([tag]) => attribute(tag, 'name') === 'use')
      .map(([tag]) => attribute(tag, 'value'));
    expect(offered).toHaveLength(2);
    const form = await served(editor);
    await editor.post(WORDS, { ...form, intro: 'Hello.', use: offered[0]! });
    expect((await issue()).edits).toMatchObject({ subject: offered[0], intro: 'Hello.' });
    await editor.post(WORDS, { ...(await served(editor)), subject: '' });
    expect((await issue()).edits.subject).toBeUndefined();
    const same = await editor.post(WORDS, await served(editor));
    expect(same.headers.get('location')).toBe(`${WORDS}?done=same`);
  });

  it('warns of words over their budget, keeps them whole, and refuses what is beyond all measure with every word in place', async () => {
    const { signIn, issue } = await openWeek(await open());
    const editor = await signIn();
    const long = 'word '.repeat(100).trim();
    await editor.post(WORDS, { ...(await served(editor)), intro: long });
    expect((await issue()).edits.intro).toBe(long);
    expect(await editor.page(WORDS)).toContain(
      '100 of 90 words: over budget, and the pre-flight warns of it',
    );
    const answer = await editor.post(WORDS, {
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
    await one.post(WORDS, { ...mine, subject: 'The first one’s subject', intro: 'First intro' });

    const late = {
      ...theirs,
      subject: 'The second one’s <subject>',
      preheader: 'Said by the second, at some length',
    };
    const answer = await two.post(WORDS, late);
    expect(answer.status).toBe(409);
    const page = await answer.text();
    expect(page).toContain(EDITOR);
    expect(page).toContain('subject as generated → “The first one’s subject”');
    expect(page).toContain('Stored now: <q dir="auto">The first one’s subject</q>');
    const offered = wordsForm(page);
    // Their own words where they typed, the other's where they did not.
    expect(offered).toMatchObject({ subject: late.subject, preheader: late.preheader, intro: 'First intro' });
    expect((await issue()).edits).toMatchObject({ subject: 'The first one’s subject', intro: 'First intro' });
    expect((await two.post(WORDS, offered)).status).toBe(303);
    expect((await issue()).edits).toMatchObject({
      subject: late.subject,
      preheader: late.preheader,
      intro: 'First intro',
    });
    expect((await changes()).map(({ who }) => who)).toEqual([EDITOR, SECOND]);

    // Truly at once, from two browsers.
    const both = { ...offered, revision: String((await issue()).revision) };
    const answers = await Promise.all([
      one.post(WORDS, { ...both, intro: 'One at once' }),
      two.post(WORDS, { ...both, intro: 'Two at once' }),
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
});
