import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { pickAgain } from '../../src/newsroom/editing/pick-again.ts';
import { ban, movePairing, pinPairing } from '../../src/newsroom/editing/steer-picking.ts';
import { swapPairing } from '../../src/newsroom/editing/swap-pairing.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { pickRecordOf } from '../../src/storage/issue/pick-records.ts';
import { openWeek, WEEK } from '../desk/desk-week.ts';
import { EDITOR } from '../support/desk.ts';
import { GERMAN_PUBLICATION } from '../support/foreign-issues.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { describeStores, openSqliteStore } from '../support/stores.ts';
import { checkText, fetchedIssue } from './published-issue.ts';

type Desk = Awaited<ReturnType<typeof openWeek>>;

/** Approves and sends the week as it is, and checks what is published of it. */
async function sentAndChecked({ app, store, clock }: Desk) {
  await addReaders(store, 3, clock);
  clock.set('2026-11-26T09:00:00Z');
  const approved = await approveWeek(app, WEEK, EDITOR);
  if (approved.kind !== 'approved') throw new Error(JSON.stringify(approved));
  await sendWeek(app, WEEK, { now: true, signal: new AbortController().signal, patienceMs: 0, who: 'test' });
  const fetched = await fetchedIssue(await createWebApp(app));
  return { ...fetched, checked: await checkText(fetched.text, fetched.evidence) };
}

describeStores('an issue that editors changed', open => {
  it('says which pairings the picker chose, and holds for those', async () => {
    const desk = await openWeek(await open());
    const { app, act, keys, issue } = desk;
    const [first = '', second = ''] = await keys();
    const [, , third] = (await issue()).pick.pairings;
    await movePairing(app, await act(), second, -1);
    const [{ a, b } = { a: '', b: '' }] = third?.runnersUp ?? [];
    const swapped = await swapPairing(app, await act(), { out: (await keys())[2] ?? '', a, b });
    expect(swapped.kind).toBe('changed');

    const { document, checked } = await sentAndChecked(desk);
    expect(checked.mismatches).toEqual([]);
    expect(document.pairings.map(({ source }) => source)).toEqual(['picker', 'picker', 'swap']);
    expect(document.pairings[1]?.slug.split('-vs-').toSorted().join('|')).toBe(first);
    expect(checked.lines.at(-1)?.words).toContain("1 of the issue's pairings were put in by an editor");
    expect(document.pick?.result.pairings[2]).toMatchObject({ a: third?.a, b: third?.b });
  });

  it('is picked again with its pins and bans, from what was asked then', async () => {
    const desk = await openWeek(await open());
    const { app, act, keys, issue, store } = desk;
    const [first = '', second = ''] = await keys();
    const [, , third] = (await issue()).pick.pairings;
    await pinPairing(app, await act(), second, true);
    await ban(app, await act(), { pair: first });
    await ban(app, await act(), { tool: third?.a ?? '' });
    expect((await pickAgain(app, await act(), 'the tool has closed')).kind).toBe('changed');
    const { wishes } = (await pickRecordOf(store, (await issue()).id))!;
    // A ban that comes after the pick is none of it.
    await ban(app, await act(), {
      tool: (await issue()).pick.pairings.find(({ source }) => !source)?.a ?? '',
    });

    const { document, checked } = await sentAndChecked(desk);
    expect(checked.mismatches).toEqual([]);
    expect(document.pick?.wishes).toEqual(wishes);
    expect(wishes).toEqual({ pins: [second], bannedTools: [third?.a], bannedPairs: [first] });
    expect(document.pairings.filter(({ source }) => source === 'pin')).toHaveLength(1);
  });
});

it('holds in another language and with words of a publication’s own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-german-'));
  cpSync(GERMAN_PUBLICATION, folder, { recursive: true });
  mkdirSync(join(folder, 'words'), { recursive: true });
  const own = { 'why.sentence': 'Weil: {reasons}!', 'why.rest': 'Sonst bliebe nur {category}.' };
  writeFileSync(join(folder, 'words/de.json'), JSON.stringify(own));
  const desk = await openWeek(await openSqliteStore(), { PUBLICATION: folder, PAIRINGS_PER_ISSUE: '1' });
  const { document, checked } = await sentAndChecked(desk);

  expect(checked.mismatches).toEqual([]);
  expect(document).toMatchObject({ language: 'de', pick: { words: { language: 'de', own } } });
  expect(document.pairings[0]?.why).toMatch(/^(?:Weil: .*!|Sonst bliebe)/);
});
