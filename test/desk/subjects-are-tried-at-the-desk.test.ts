import { expect, it, onTestFinished } from 'vitest';
import { keepStanding } from '../../src/issue/trial/kept-standing.ts';
import type { TrialReader } from '../../src/issue/trial/trial-reader.ts';
import { trialStanding } from '../../src/issue/trial/trial-standing.ts';
import { setTrial } from '../../src/newsroom/editing/set-trial.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { lookAtTrial } from '../../src/newsroom/subject-trial.ts';
import { decideTrial, findTrial } from '../../src/storage/delivery/subject-trials.ts';
import { openWebServer } from '../../src/web/web-server.ts';
import { describeInChromium, type OpenPage } from '../support/chromium.ts';
import { type DeskBrowser, EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores } from '../support/stores.ts';
import { BASE, send, WEEK, wordsOf } from './going.ts';
import { served, WORDS } from './words-form.ts';

const OTHERS = ['Which of the two would you keep?', 'Two tools, one desk, no mercy'];
const HOUR_MS = 3_600_000;
const CHROMIUM = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';

describeStores('subjects on trial at the desk', (openStore, dialect) => {
  async function picked(readers = 60) {
    const desk = await openDesk(await openStore(), { settings: { EDITORS: EDITOR } });
    await addReaders(desk.store, readers, desk.clock);
    await pickWeek(desk.app, WEEK, 'test');
    return { desk, editor: await desk.signIn(), issue: async () => (await desk.app.issues.find(WEEK))! };
  }

  async function onTheWay() {
    const week = await picked();
    const { desk, issue } = week;
    const act = { week: WEEK, revision: (await issue()).revision, who: EDITOR };
    await setTrial(desk.app, act, { subjects: OTHERS });
    expect(await approveWeek(desk.app, WEEK, EDITOR)).toMatchObject({ kind: 'approved' });
    expect(await send(desk, WEEK)).toBe('unfinished');
    return week;
  }

  it('are written in the words’ form, changed, and taken out again; what is refused stays in the fields', async () => {
    const { editor, issue } = await picked();
    const save = async (fields: Record<string, string>) =>
      editor.post(WORDS, { ...(await served(editor)), ...fields });
    expect((await issue()).edits.trial).toBeUndefined();
    // Opened and saved: nothing is on trial for that.
    expect((await save({})).headers.get('location')).toContain('done=same');
    expect((await save({ 'trial.1': OTHERS[0]!, preheader: 'As well.' })).status).toBe(303);
    expect((await issue()).edits).toMatchObject({
      preheader: 'As well.',
      trial: { subjects: [OTHERS[0]], share: 50, hours: 4 },
    });
    expect((await save({ 'trial.3': OTHERS[1]!, 'trial.share': '30 %', 'trial.hours': '2' })).status).toBe(
      303,
    );
    expect((await issue()).edits.trial).toEqual({ subjects: OTHERS, share: 30, hours: 2 });
    expect(await served(editor)).toMatchObject({ 'trial.2': OTHERS[1], 'trial.share': '30' });

    for (const [fields, why] of [
      [{ 'trial.share': '100' }, 'A share of 100% cannot be tried.'],
      [{ 'trial.share': 'half' }, 'How many readers are on trial is no number.'],
      [{ 'trial.hours': '13' }, 'The rest cannot wait 13 hours.'],
      [{ 'trial.3': OTHERS[0]! }, 'Two of the subjects are the same.'],
    ] as const) {
      const answer = await save(fields);
      const page = await answer.text();
      expect(answer.status, why).toBe(422);
      expect(wordsOf(page)).toContain(why);
      for (const text of Object.values(fields)) expect(page).toContain(`value="${text}"`);
    }
    expect((await save({ 'trial.1': '', 'trial.2': '' })).status).toBe(303);
    expect((await issue()).edits.trial).toBeUndefined();
  });

  it('are not written over by who did not see them', async () => {
    const { desk, editor, issue } = await picked();
    const before = await served(editor);
    const act = { week: WEEK, revision: (await issue()).revision, who: 'other@example.com' };
    await setTrial(desk.app, act, { subjects: OTHERS, share: 20 });
    const answer = await editor.post(WORDS, { ...before, 'trial.1': 'Mine' });
    const page = await answer.text();
    expect(answer.status).toBe(409);
    expect(page).toContain('value="Mine"');
    expect(wordsOf(page)).toContain(`Stored now: ${OTHERS[0]}`);
    expect((await issue()).edits.trial?.subjects).toEqual(OTHERS);
  });

  it('are each seen before the approval, which is for all of them', async () => {
    const { desk, editor, issue } = await picked();
    const act = async () => ({ week: WEEK, revision: (await issue()).revision, who: EDITOR });
    await setTrial(desk.app, await act(), { subjects: OTHERS });
    const check = await editor.page(`${BASE}/check`);
    for (const subject of OTHERS) expect(check).toContain(subject);
    expect(wordsOf(check)).toContain('50% of the readers get one of them at once.');
    const links = [...check.matchAll(/href="([^"]*\/preview\?lead=\d+)"/g)].map(([, href = '']) => href);
    expect(links.length).toBe(OTHERS.length);
    for (const [place, href] of links.entries()) {
      expect(wordsOf(await editor.page(href))).toContain(`Subject ${OTHERS[place]}`);
      const mail = await editor.get(href.replace('/preview?', '/preview/issue.eml?'));
      expect(await mail.text()).toContain(`Subject: ${OTHERS[place]}`);
    }
    // Approved as seen: what changed is named, be it the second subject alone.
    const fields = Object.fromEntries(
      [...check.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')],
      ),
    );
    await setTrial(desk.app, await act(), { subjects: ['Another one', OTHERS[1]!] });
    const refused = await editor.post(`${BASE}/check/approve`, fields);
    expect(wordsOf(await refused.text())).toContain('the subjects on trial');
    expect((await issue()).state).toBe('in_review');
  });

  it('are watched while they run, and decided by hand where an editor will not wait', async () => {
    const { desk, editor, issue } = await onTheWay();
    const page = wordsOf(await editor.page(`${BASE}/progress`));
    expect(page).toContain('No winner yet: the evidence is 1 to 1, where 60 to 1 is asked.');
    for (const subject of OTHERS) expect(page).toContain(subject);
    expect(wordsOf(await editor.page(`${BASE}/progress/subject`))).toContain(
      'Which subject do the others get?',
    );
    expect((await editor.post(`${BASE}/progress/subject`, { arm: '3' })).status).toBe(409);
    expect((await editor.post(`${BASE}/progress/subject`, { arm: '2' })).headers.get('location')).toContain(
      'done=decided',
    );
    expect(await findTrial(desk.store.db, (await issue()).id)).toMatchObject({
      decision: { arm: 2, outcome: 'by_hand', by: EDITOR },
    });
    expect(wordsOf(await editor.page(`${BASE}/progress`))).toContain(
      `${EDITOR} chose ${OTHERS[1]} for the rest`,
    );
    expect((await editor.post(`${BASE}/progress/subject`, { arm: '1' })).status).toBe(409);
    expect(await send(desk, WEEK)).toBe('sent');
  });

  it('are told in the report: no winner, and the first choice went; or which won, and by what', async () => {
    const none = await onTheWay();
    none.desk.clock.set(new Date(none.desk.clock.now() + 4 * HOUR_MS).toISOString());
    expect(await lookAtTrial(none.desk.app, WEEK)).toBe('decided');
    expect(await send(none.desk, WEEK)).toBe('sent');
    const told = wordsOf(await none.editor.page(`${BASE}/progress`));
    expect(told).toContain('No winner: the evidence came to 1 to 1, where 60 to 1 is asked.');
    expect(told).toContain('goes, the first choice.');
    expect(wordsOf(await none.editor.page('/desk/log'))).toContain('no winner was found');

    const won = await onTheWay();
    await decideFor(won.desk, 1);
    expect(await send(won.desk, WEEK)).toBe('sent');
    const report = wordsOf(await won.editor.page(`${BASE}/progress`));
    expect(report).toContain(`“${OTHERS[0]}” wins: the evidence is`);
    expect(report).toContain('went to the rest');
    const csv = await (await won.editor.get(`${BASE}/report.csv`)).text();
    expect(csv).toContain(`subject on trial: ${OTHERS[0]},400,2000,0.20000,,,,,went to the rest: winner`);
    const everybody = await (await won.editor.post(`${BASE}/recipients.csv`)).text();
    expect(everybody).toMatch(/,subject 2\r?$/m);
    expect(everybody).toMatch(/,variant 1\r?$/m);
    expect(report).toMatch(/act between \d\.\d\d and \d\.\d\d times as readily/);
  });

  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')('read well written, seen, under way and decided', async () => {
      const { desk, editor, issue } = await picked(200);
      const { url, page } = await look(openPage, desk, editor);
      await page.goto(`${url}${WORDS}`);
      await page.locator('.trial summary').click();
      await page.getByLabel('Second subject').fill(OTHERS[0]!);
      await page.getByLabel('Third subject').fill(OTHERS[1]!);
      await expectReadsWell(page, 'written');
      await page.getByRole('button', { name: 'Save the words' }).first().click();
      await page.locator('.told[role=status]').waitFor();
      expect((await issue()).edits.trial).toEqual({ subjects: OTHERS, share: 50, hours: 4 });
      await page.goto(`${url}${BASE}/check`);
      await expectReadsWell(page, 'seen');
      await approveWeek(desk.app, WEEK, EDITOR);
      await send(desk, WEEK);
      await page.goto(`${url}${BASE}/progress`);
      await expectReadsWell(page, 'under way');
      await page.goto(`${url}${BASE}/progress/subject`);
      await expectReadsWell(page, 'asked');
      await decideFor(desk, 1);
      await send(desk, WEEK);
      await page.goto(`${url}${BASE}/progress`);
      await expectReadsWell(page, 'decided');
    });
  });
});

async function look(openPage: OpenPage, { web }: TestDesk, editor: DeskBrowser) {
  const { port, close } = await openWebServer(web, { hostname: '127.0.0.1', port: 0 });
  onTestFinished(close);
  const url = `http://127.0.0.1:${port}`;
  const page = await openPage({ viewport: { width: 1280, height: 900 }, userAgent: CHROMIUM });
  await page.context().addCookies([...editor.cookies].map(([name, value]) => ({ name, value, url })));
  return { url, page };
}

/** As if so many readers had been on trial and one arm had drawn twice as much as the others. */
async function decideFor({ app, store, clock }: TestDesk, winner: number): Promise<void> {
  const at = clock.now() - HOUR_MS;
  const readers = Array.from({ length: 6_000 }, (_, place): TrialReader => {
    const arm = place % 3;
    const acts = place % 60 < (arm === winner ? 12 : 6);
    return { arm, at, actedAt: acts ? at + 60_000 + place * 100 : null };
  });
  const standing = trialStanding(readers, 3, clock.now());
  expect(standing.outcome).toMatchObject({ kind: 'winner', arm: winner });
  const issue = (await app.issues.find(WEEK))!;
  const decision = { arm: winner, outcome: 'winner', at: clock.now(), by: '' } as const;
  expect(
    await decideTrial(store, issue.id, { ...decision, evidence: keepStanding(standing) }, async () => {}),
  ).toBe(true);
}
