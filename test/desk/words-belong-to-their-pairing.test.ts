import { expect, it } from 'vitest';
import { checkIssue } from '../../src/newsroom/check-issue.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { editWords } from '../../src/newsroom/editing/edit-words.ts';
import { pickAgain } from '../../src/newsroom/editing/pick-again.ts';
import { ban, movePairing } from '../../src/newsroom/editing/steer-picking.ts';
import { swapPairing } from '../../src/newsroom/editing/swap-pairing.ts';
import { pairKey } from '../../src/pairing/pairing.ts';
import { describeStores } from '../support/stores.ts';
import { openWeek } from './desk-week.ts';
import { served, WORDS } from './words-form.ts';

describeStores('words about a pairing', open => {
  async function setUp() {
    const week = await openWeek(await open());
    const { app, issue } = week;
    const { pairings } = (await draftIssue(app, await issue())).content;
    const [lead, second] = [pairings[0]!, pairings[1]!];
    const out = pairKey(lead.a.slug, lead.b.slug);
    const words = {
      subject: `Our subject on ${lead.a.name}`,
      preheader: 'Nothing about anybody, at some length for inboxes.',
      intro: `Neither ${lead.b.name} nor ${second.a.name}.`,
      verdicts: { [second.slug]: `Unlike ${lead.a.name}, both are fine.`, [lead.slug]: 'Our verdict.' },
      pulls: { [lead.a.slug]: 'Our words on the first.', [second.a.slug]: 'Our words on another.' },
    };
    expect(await editWords(app, await week.act(), words)).toEqual({ kind: 'changed' });
    return { ...week, lead, second, out, words };
  }

  it('are put aside when it is swapped out, and offered when it is back', async () => {
    const { app, issue, act, changes, signIn, lead, second, out, words } = await setUp();
    const [next] = (await issue()).pick.pairings[0]!.runnersUp;
    const editor = await signIn();
    const weighed = await editor.page(
      `${WORDS.replace('/words', '/swap')}?${new URLSearchParams({ pair: out, a: next!.a, b: next!.b })}`,
    );
    expect(weighed).toContain(`Subject: <q dir="auto">${words.subject}</q>`);
    expect(await swapPairing(app, await act(), { out, ...next! })).toEqual({ kind: 'changed' });
    const { edits } = await issue();
    expect([edits.subject, edits.intro, edits.preheader]).toEqual([undefined, undefined, words.preheader]);
    expect(edits.verdicts).toEqual({ [lead.slug]: 'Our verdict.' });
    expect(edits.pulls).toEqual({ [second.a.slug]: 'Our words on another.' });
    expect(edits.aside?.map(({ field, pairs }) => [field, pairs])).toEqual(
      ['subject', 'intro', `verdict.${second.slug}`, `pull.${lead.a.slug}`].map(field => [field, [out]]),
    );
    expect((await changes()).at(-1)?.detail).toContain('own words put aside: subject, intro, ');
    const { content } = await draftIssue(app, await issue());
    expect(JSON.stringify(content)).not.toContain('Our subject');
    const away = await editor.page(WORDS);
    expect(away).toContain(words.subject);
    expect(away).not.toContain('Use it again');

    const back = pairKey(next!.a, next!.b);
    await swapPairing(app, await act(), { out: back, a: lead.a.slug, b: lead.b.slug });
    expect((await draftIssue(app, await issue())).content.pairings[0]!.verdict).toBe('Our verdict.');
    expect(await editor.page(WORDS.replace('/words', ''))).toContain(
      'A pairing is back, and words about it are put aside.',
    );
    // What stands in its place by now is kept in turn, and so is what is typed beside it.
    await editor.post(WORDS, { ...(await served(editor)), subject: 'In between' });
    const again = {
      ...(await served(editor)),
      preheader: 'Typed beside it, at some length for inboxes.',
      again: '0',
    };
    expect((await editor.post(WORDS, again)).headers.get('location')).toBe(`${WORDS}?done=taken`);
    const taken = (await issue()).edits;
    expect([taken.subject, taken.preheader]).toEqual([words.subject, again.preheader]);
    expect(taken.aside?.map(({ text }) => text)).toContain('In between');
    expect(taken.aside?.map(({ text }) => text)).not.toContain(words.subject);
  });

  it('are put aside when it goes as the week is picked again, and stay when it only moves', async () => {
    const { app, issue, act, out, words } = await setUp();
    await movePairing(app, await act(), out, 1);
    expect((await issue()).edits).toMatchObject(words);
    await ban(app, await act(), { pair: out });
    expect(await pickAgain(app, await act(), 'Dull')).toEqual({ kind: 'changed' });
    const { edits } = await issue();
    expect(edits.aside?.map(({ field }) => field)).toContain('intro');
    expect(edits.aside?.find(({ field }) => field === 'intro')).toMatchObject({ text: words.intro });
  });

  it('that are left over are named by the pre-flight, and what names only tools of the issue is not', async () => {
    const { app, issue, act, lead } = await setUp();
    const findings = async () =>
      (await checkIssue(app, await issue(), await draftIssue(app, await issue())))
        .filter(({ code }) => code === 'tool-named')
        .map(({ place, severity, message }) => [place, severity, message]);
    expect(await findings()).toEqual([]);
    await editWords(app, await act(), { subject: `Cursor or ${lead.a.name}`, intro: 'Nobody.' });
    expect(await findings()).toEqual([
      ['subject', 'warning', 'The subject names Cursor, which is in no pairing of this issue.'],
    ]);
  });
});
