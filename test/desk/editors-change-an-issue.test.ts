import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkIssue } from '../../src/newsroom/check-issue.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { editWords } from '../../src/newsroom/editing/edit-words.ts';
import { pickAgain } from '../../src/newsroom/editing/pick-again.ts';
import { ban, liftBan, movePairing, pinPairing } from '../../src/newsroom/editing/steer-picking.ts';
import { swapPairing, weighSwap } from '../../src/newsroom/editing/swap-pairing.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { pairKey } from '../../src/pairing/pairing.ts';
import { EDITOR } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { catalogueFile, openWeek, SECOND, WEEK } from './desk-week.ts';

const CHANGED = { kind: 'changed' };

describeStores('an editor at an issue', open => {
  it('words it, which voids the approval and is logged from what to what, under the hash of what it makes', async () => {
    const { app, issue, act, changes } = await openWeek(await open());
    expect((await approveWeek(app, WEEK, EDITOR)).kind).toBe('approved');
    const before = await issue();
    const { a, b } = before.pick.pairings[0]!;
    const typed = {
      subject: ' Our own\r\nsubject ',
      intro: 'A **short** week.\r\n\r\n- one',
      verdicts: { [`${a}-vs-${b}`]: 'Our *own* verdict.' },
      pulls: { [a]: 'Our own quote.' },
    };
    expect(await editWords(app, await act(), typed)).toEqual(CHANGED);

    const after = await issue();
    expect([after.state, after.approval, after.revision]).toEqual(['in_review', null, before.revision + 1]);
    const draft = await draftIssue(app, after);
    expect(draft.content).toMatchObject({ subject: 'Our own subject', intro: 'A **short** week.\n\n- one' });
    expect(draft.content.pairings[0]).toMatchObject({
      verdict: 'Our *own* verdict.',
      a: { pull: { pull: 'Our own quote.' } },
    });
    expect(draft.html).toContain('<strong>short</strong>');
    expect(draft.html).toContain('Our *own* verdict.');
    const [line] = await changes();
    expect(line).toMatchObject({ who: EDITOR, action: 'changed', contentHash: draft.frozen.contentHash });
    expect(line?.detail).toBe(
      `subject as generated → “Our own subject”; intro as generated → “A **short** week. - one”; verdict of ${a}-vs-${b} as generated → “Our *own* verdict.”; pull quote on ${a} as generated → “Our own quote.”`,
    );

    expect(await editWords(app, await act(), { subject: 'Our own subject' })).toEqual({ kind: 'same' });
    expect(await editWords(app, await act(), { subject: '', intro: '' })).toEqual(CHANGED);
    expect((await draftIssue(app, await issue())).content.subject).toBe(
      (await draftIssue(app, before)).content.subject,
    );
    expect((await issue()).edits).toMatchObject({ verdicts: { [`${a}-vs-${b}`]: 'Our *own* verdict.' } });
    expect(await editWords(app, await act(), { intro: 'x'.repeat(5_001) })).toMatchObject({
      kind: 'refused',
    });
    expect(await changes()).toHaveLength(2);
  });

  it('weighs a swap, makes it, and the pre-flight goes on reporting the rules it breaks', async () => {
    const { app, issue, act, changes, keys } = await openWeek(await open());
    const [first] = (await issue()).pick.pairings;
    const out = pairKey(first!.a, first!.b);
    const [next] = first!.runnersUp;
    const weighed = await weighSwap(app, await issue(), { out, ...next! });
    expect(weighed).toMatchObject({
      kind: 'weighed',
      then: { score: next!.score, source: 'swap' },
      broken: [],
    });
    const other = (await issue()).pick.pairings[1]!.a;
    const pulls = {
      [first!.a]: 'Said of the first.',
      [next!.a]: 'Not in the issue.',
      [other]: 'Said of another.',
    };
    expect(await editWords(app, await act(), { pulls })).toEqual(CHANGED);
    expect(await pinPairing(app, await act(), out, true)).toEqual(CHANGED);
    expect(await swapPairing(app, await act(), { out, ...next! })).toEqual(CHANGED);
    const after = await issue();
    expect(after.pick.pairings[0]).toMatchObject({ score: next!.score, source: 'swap' });
    expect(after.pick.pairings[0]!.why).not.toBe('');
    expect(Object.values(after.pick.pairings[0]!.terms).reduce((sum, term) => sum + term, 0)).toBe(
      next!.score,
    );
    expect(after.wishes.pins).toEqual([]);
    // Nobody's words come out in another reviewer's name.
    expect(after.edits.pulls).toEqual({ [other]: 'Said of another.' });
    expect((await changes()).at(-1)?.detail).toContain('own words put aside: ');
    expect((await changes()).at(-1)?.detail).toContain(`swapped ${first!.a} vs ${first!.b} for`);

    // The first pair was in the issue of the week before: it breaks the rule against repeats now.
    await pickWeek(app, '2026-W47', EDITOR);
    const earlier = (await app.issues.find('2026-W47'))!.pick.pairings.find(
      ({ category }) => category === first!.category,
    );
    const [place] = await keys();
    const swap = { out: place!, a: earlier!.a, b: earlier!.b };
    const broken = await weighSwap(app, await issue(), swap);
    expect(broken.kind === 'weighed' && broken.broken.join(' ')).toMatch(
      /met before.*one week away; a tool rests 12 weeks/,
    );
    expect(await swapPairing(app, await act(), swap)).toEqual(CHANGED);
    const codes = (await checkIssue(app, await issue(), await draftIssue(app, await issue()))).map(
      ({ code }) => code,
    );
    expect(codes).toEqual(expect.arrayContaining(['pairing-repeat', 'tool-cooldown']));
    expect((await changes()).at(-1)?.detail).toContain('breaks: ');

    const refusal = async (a: string, b: string) =>
      swapPairing(app, await act(), { out: (await keys())[0]!, a, b });
    expect(await refusal('nothing', earlier!.a)).toMatchObject({
      kind: 'refused',
      why: 'The catalogue has no tool “nothing”.',
    });
    expect(await refusal(earlier!.a, earlier!.b)).toMatchObject({
      why: 'This pairing is in the issue already.',
    });
    expect(await refusal(first!.a, (await issue()).pick.pairings[1]!.a)).toMatchObject({ kind: 'refused' });
    expect(await swapPairing(app, await act(), { out: 'no|pair', a: 'a', b: 'b' })).toMatchObject({
      kind: 'refused',
    });
  });

  it('reorders, pins and bans, and picking again keeps to it and to the reason', async () => {
    const { app, issue, act, keys, changes } = await openWeek(await open());
    const [one, two, three] = (await keys()) as [string, string, string];
    expect(await movePairing(app, await act(), three, -1)).toEqual(CHANGED);
    expect(await keys()).toEqual([one, three, two]);
    expect(await movePairing(app, await act(), one, -1)).toEqual({ kind: 'same' });
    expect(await pinPairing(app, await act(), three, true)).toEqual(CHANGED);
    expect(await pinPairing(app, await act(), three, true)).toEqual({ kind: 'same' });
    expect(await pinPairing(app, await act(), 'no|pair', true)).toMatchObject({ kind: 'refused' });
    expect(await ban(app, await act(), { pair: three })).toMatchObject({ why: 'This pairing is pinned.' });
    expect(await ban(app, await act(), { pair: one })).toEqual(CHANGED);
    const banned = two.split('|')[0]!;
    expect(await ban(app, await act(), { tool: banned.toUpperCase() })).toEqual(CHANGED);
    expect(await ban(app, await act(), { tool: 'no such tool' })).toMatchObject({ kind: 'refused' });
    expect(await ban(app, await act(), { tool: three.split('|')[0]! })).toMatchObject({ kind: 'refused' });
    expect(await keys()).toEqual([one, three, two]);

    expect(await pickAgain(app, await act(), '  ')).toMatchObject({ why: 'Say why it is picked again.' });
    expect(await pickAgain(app, await act(SECOND), 'The first is dull')).toEqual(CHANGED);
    const again = await issue();
    const [a, pinned, c] = await keys();
    expect(pinned).toBe(three);
    expect(again.pick.pairings.map(({ source }) => source)).toEqual([undefined, 'pin', undefined]);
    expect([a, c]).not.toContain(one);
    expect(`${a}|${c}`.split('|')).not.toContain(banned);
    expect((await changes()).at(-1)).toMatchObject({
      who: SECOND,
      detail: expect.stringContaining('picked again, “The first is dull”: '),
    });
    expect(await pickAgain(app, await act(), 'Once more')).toEqual({ kind: 'same' });

    expect(await liftBan(app, await act(), { pair: one })).toEqual(CHANGED);
    expect(await liftBan(app, await act(), { tool: banned })).toEqual(CHANGED);
    expect(await liftBan(app, await act(), { tool: banned })).toEqual({ kind: 'same' });
    expect((await issue()).wishes).toEqual({ pins: [three], bannedTools: [], bannedPairs: [] });
    expect(await pickAgain(app, await act(), 'Back')).toEqual(CHANGED);
    expect((await keys()).toSorted()).toEqual([one, two, three].toSorted());
  });

  it('is told why a pin cannot stay, and that nothing would be left', async () => {
    const file = catalogueFile(tools => tools);
    const { app, act, issue, keys } = await openWeek(await open(), { CATALOGUE: file });
    const [one] = (await keys()) as [string];
    await pinPairing(app, await act(), one, true);
    const slug = one.split('|')[0]!;
    const text = readFileSync(file, 'utf8');
    const catalogue = JSON.parse(text) as { tools: { slug: string; status?: string }[] };
    const banned = catalogue.tools.map(tool => (tool.slug === slug ? { ...tool, status: 'banned' } : tool));
    writeFileSync(file, JSON.stringify({ ...catalogue, tools: banned }));
    expect(await pickAgain(app, await act(), 'Try')).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/is pinned and cannot stay: .+ is banned\.$/),
    });
    await pinPairing(app, await act(), one, false);
    writeFileSync(
      file,
      JSON.stringify({ ...catalogue, tools: banned.map(tool => ({ ...tool, status: 'retired' })) }),
    );
    const before = await issue();
    expect(await pickAgain(app, await act(), 'Try')).toMatchObject({
      why: 'No pairing is left that keeps the rules.',
    });
    expect(await issue()).toEqual(before);
  });

  it('leaves a held issue held, and cannot change what has gone out', async () => {
    const { app, act, issue } = await openWeek(await open());
    await steerWeek(app, WEEK, 'hold', EDITOR);
    expect(await editWords(app, await act(), { subject: 'Held words' })).toEqual(CHANGED);
    expect(await issue()).toMatchObject({
      state: 'held',
      reason: `Held by ${EDITOR}.`,
      edits: { subject: 'Held words' },
    });
    await steerWeek(app, WEEK, 'abort', EDITOR);
    expect(await editWords(app, await act(), { subject: 'Too late' })).toMatchObject({
      kind: 'refused',
      why: 'Nothing was changed: it was ended for good.',
    });
    expect(await editWords(app, { ...(await act()), week: '2026-W50' }, {})).toEqual({ kind: 'unknown' });
  });
});

describeStores('two editors at the same revision', open => {
  it('at the very same moment: one change is made, the other told of it, and no approval slips between', async () => {
    const { app, issue, act, changes } = await openWeek(await open());
    for (let round = 0; round < 5; round += 1) {
      const [mine, theirs] = [await act(EDITOR), await act(SECOND)];
      const results = await Promise.all([
        editWords(app, mine, { subject: `Mine ${round}` }),
        editWords(app, theirs, { preheader: `Theirs, in some more words ${round}` }),
        approveWeek(app, WEEK, EDITOR),
      ]);
      const kinds = [results[0].kind, results[1].kind].toSorted();
      expect(kinds).toEqual(['changed', 'stale']);
      const stale = results.find(result => result.kind === 'stale');
      expect(stale?.kind === 'stale' && stale.since.map(({ who }) => who)).toEqual([
        results[0].kind === 'changed' ? EDITOR : SECOND,
      ]);
      const now = await issue();
      expect(now.revision).toBe(mine.revision + 1);
      // An approval that was given is of exactly what is stored.
      if (now.approval) expect(now.approval.hash).toBe((await draftIssue(app, now)).frozen.contentHash);
    }
    expect(await changes()).toHaveLength(5);
  });
});
