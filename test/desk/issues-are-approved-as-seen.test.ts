import { mkdtempSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { lookAtCheck } from '../../src/desk/check/check-look.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { activityOf, recordActivity } from '../../src/storage/issue/activity.ts';
import { lastApproval } from '../../src/storage/issue/approvals.ts';
import { type DeskBrowser, EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { fieldsOf, textOf } from './page-fields.ts';

const WEEK = '2026-W48';
const CHECK = `/desk/issues/${WEEK}/check`;
const OTHER = 'other@example.com';
const SETTINGS = { POSTAL_ADDRESS: 'Verdicts, 1 Real Street, 12345 Town' };

async function pickedDesk(desk: TestDesk, readers = 10) {
  await addReaders(desk.store, readers, desk.clock);
  await pickWeek(desk.app, WEEK, 'schedule');
}

/** Presses the approve button with every warning ticked, as the page offers it. */
async function approveOn(browser: DeskBrowser, page: string, ticks?: readonly string[]) {
  const { fields, ticks: offered } = fieldsOf(page, 'approve');
  return browser.post(`${CHECK}/approve`, [
    ...fields,
    ...(ticks ?? offered).map((tick): [string, string] => ['tick', tick]),
  ]);
}

const stateOf = async (desk: TestDesk) => (await desk.app.issues.find(WEEK))?.state;

describeStores('approving at the desk', open => {
  it('takes a tick with a name for each warning, keeps all of it, and says how long it can be taken back', async () => {
    const desk = await openDesk(await open(), { settings: SETTINGS });
    await pickedDesk(desk);
    const browser = await desk.signIn();
    expect((await browser.get('/desk/issues/2026-W47/check')).status).toBe(404);
    const page = await browser.page(CHECK);
    expect(textOf(page)).toContain('10 readers would get it now; no issue has been sent before.');
    const { ticks } = fieldsOf(page, 'approve');
    expect(ticks).toContain('test-missing mail');

    const refused = await approveOn(browser, page, ticks.slice(1));
    expect(refused.status).toBe(422);
    const again = await refused.text();
    expect(textOf(again)).toContain('Nothing was approved: one warning is not ticked.');
    const [unticked] = again.match(/<input[^>]*aria-invalid="true"[^>]*>/g) ?? [];
    expect(unticked).toContain(`value="${ticks[0]}"`);
    const [, reason] = /aria-describedby="([^"]*)"/.exec(unticked ?? '') ?? [];
    expect(again).toContain(`<strong id="${reason}" class="not-ticked">Not ticked yet.</strong>`);
    expect(again.match(/Not ticked yet/g)).toHaveLength(1);
    expect(again.match(/defaultChecked|checked=""/g)?.length).toBe(ticks.length - 1 + 1);
    expect(await stateOf(desk)).toBe('picked');

    const done = await approveOn(browser, again);
    expect([done.status, done.headers.get('location')]).toEqual([303, `${CHECK}?done=approved`]);
    const issue = await desk.app.issues.find(WEEK);
    expect(issue).toMatchObject({ state: 'approved', approval: { by: EDITOR } });
    expect(await lastApproval(desk.store, issue!.id)).toMatchObject({ by: EDITOR, audience: 10 });
    const [line] = (await activityOf(desk.store, WEEK)).slice(-1);
    expect(line).toMatchObject({ who: EDITOR, action: 'approved' });
    expect(line?.detail).toContain('test-missing (mail)');

    const approved = textOf(await browser.page(`${CHECK}?done=approved`));
    expect(approved).toContain('Until then it can be taken back.');
    expect(approved).toContain(`By ${EDITOR}`);
    const held = await browser.post(`${CHECK}/hold`, { reason: 'A price is  wrong\u202e.' });
    expect(held.status).toBe(303);
    expect(await desk.app.issues.find(WEEK)).toMatchObject({
      state: 'held',
      approval: null,
      reason: `Held by ${EDITOR}: A price is wrong.`,
    });
  });

  it('counts the audience once a look, however many variants there are', async () => {
    const store = await open();
    let scans = 0;
    const counting = store.db.withPlugin({
      transformQuery: ({ node }) => {
        if (JSON.stringify(node).includes('"subscribers')) scans += 1;
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    });
    const desk = await openDesk({ ...store, db: counting }, { settings: SETTINGS });
    await pickedDesk(desk);
    const issue = await desk.app.issues.find(WEEK);
    scans = 0;
    await lookAtCheck(desk.app, issue!, EDITOR);
    expect(scans).toBe(1);
  });

  it('approves nothing when the mail is another by then, and says what changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'verdicts-catalogue-'));
    const file = join(folder, 'catalogue.json');
    await writeFile(file, await readFile(join(PROJECT_ROOT, 'data/sample/catalogue.json')));
    const desk = await openDesk(await open(), { settings: { ...SETTINGS, CATALOGUE: file } });
    await pickedDesk(desk);
    const browser = await desk.signIn();
    const page = await browser.page(CHECK);
    const { a } = (await desk.app.issues.find(WEEK))!.pick.pairings[0]!;
    const catalogue = JSON.parse(await readFile(file, 'utf8'));
    catalogue.tools.find((tool: { slug: string }) => tool.slug === a).tagline = 'Now something else';
    await writeFile(file, JSON.stringify(catalogue));

    const refused = await approveOn(browser, page);
    expect(refused.status).toBe(409);
    const told = await refused.text();
    expect(textOf(told)).toMatch(/What changed since you looked.*what \S.* is/);
    expect(await stateOf(desk)).toBe('picked');
    expect((await approveOn(browser, told)).status).toBe(303);

    // Approved, then changed: the page says that it counts no more.
    catalogue.tools.find((tool: { slug: string }) => tool.slug === a).tagline = 'And again';
    await writeFile(file, JSON.stringify(catalogue));
    expect(textOf(await browser.page(CHECK))).toContain('the approval no longer counts');
  });

  it('approves nothing that somebody changed meanwhile, and names who', async () => {
    const desk = await openDesk(await open(), { settings: { ...SETTINGS, EDITORS: `${EDITOR},${OTHER}` } });
    await pickedDesk(desk);
    const browser = await desk.signIn();
    const page = await browser.page(CHECK);
    desk.clock.advance(60_000);
    await desk.store.db
      .updateTable('issues')
      .set(eb => ({
        revision: eb('revision', '+', 1),
        edits: JSON.stringify({ subject: 'Another subject' }),
      }))
      .execute();
    await changedBy(desk, OTHER);
    const refused = await approveOn(browser, page);
    expect(refused.status).toBe(409);
    const told = textOf(await refused.text());
    expect(told).toContain('the subject');
    expect(told).toContain(`${OTHER}: changed, subject`);
    expect(await stateOf(desk)).toBe('picked');
  });

  it('refuses the last editor where somebody else must approve, at the desk and on the command line', async () => {
    const settings = { ...SETTINGS, EDITORS: `${EDITOR},${OTHER}`, APPROVAL_BY_OTHER: 'on' };
    const desk = await openDesk(await open(), { settings });
    await pickedDesk(desk);
    await changedBy(desk, EDITOR);
    const [own, other] = [await desk.signIn(), await desk.signIn(OTHER)];
    const page = await own.page(CHECK);
    expect(textOf(page)).toContain(`${EDITOR} made the last change`);
    // Not offered, and not to be had by a form of one's own either.
    const offered = await other.page(CHECK);
    const refused = await approveOn(own, offered);
    expect(refused.status).toBe(422);
    expect(textOf(await refused.text())).toContain(`Nothing was approved. ${EDITOR} made the last change`);
    expect(await approveWeek(desk.app, WEEK, EDITOR.toUpperCase())).toMatchObject({ kind: 'refused' });
    // A pin changes no word: who wrote them is still the last editor, and who pinned is not.
    const { revision, pick } = (await desk.app.issues.find(WEEK))!;
    const pair = `${pick.pairings[0]!.a}|${pick.pairings[0]!.b}`;
    const fields = { revision: String(revision), pair, pinned: 'yes' };
    expect((await other.post(`/desk/issues/${WEEK}/pin`, fields)).status).toBe(303);
    expect(textOf(await own.page(CHECK))).toContain(`${EDITOR} made the last change`);
    expect((await approveOn(other, await other.page(CHECK))).status).toBe(303);
    expect(await stateOf(desk)).toBe('approved');
  });

  it('offers no approval while an error stands, with the place and the fix, and takes none', async () => {
    const desk = await openDesk(await open(), { settings: SETTINGS });
    await pickedDesk(desk);
    await desk.store.db
      .updateTable('issues')
      .set({ edits: JSON.stringify({ intro: 'Dear {{ name }},' }) })
      .execute();
    const browser = await desk.signIn();
    const page = await browser.page(CHECK);
    expect(textOf(page)).toContain('One error stands in its way.');
    expect(page).toContain(`href="/desk/issues/${WEEK}/words#intro"`);
    expect(page).not.toContain('check/approve"');
    const { fields } = fieldsOf(page, 'hold');
    expect((await browser.post(`${CHECK}/approve`, fields)).status).toBe(422);
    expect(await stateOf(desk)).toBe('picked');
  });
});

function changedBy(desk: TestDesk, who: string) {
  return recordActivity(desk.store, {
    at: desk.clock.now(),
    week: WEEK,
    who,
    action: 'changed',
    detail: 'subject',
    contentHash: 'changed-words',
  });
}
