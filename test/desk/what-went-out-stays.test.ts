import { expect, it } from 'vitest';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { slugsOf } from '../../src/pairing/wishes.ts';
import { EDITOR } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { openWeek, PAGE, WEEK } from './desk-week.ts';
import { served, WORDS } from './words-form.ts';

describeStores('an issue that went out', open => {
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
    const words = await editor.page(WORDS);
    expect(words).toContain('As it was sent');
    expect(words).toContain('With <strong>bold</strong> words.');
    expect(words).not.toContain('<form');
    const page = await editor.page(PAGE);
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
});
