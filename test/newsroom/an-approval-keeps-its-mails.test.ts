import { globSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { programMark } from '../../src/machine/program-mark.ts';
import { draftIssue, type IssueDraft } from '../../src/newsroom/draft.ts';
import { keptDrafts, RENDERING } from '../../src/newsroom/kept-mails.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { keepApprovedMails } from '../../src/storage/issue/approved-mails.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { importsOf, outside } from '../support/imports-of.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';
const EDITOR = 'editor@example.com';
const now = { now: true, signal: new AbortController().signal, patienceMs: 0, who: 'test' };

describeStores('the mails of an approval', open => {
  async function approved() {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock);
    await addReaders(store, 2, clock);
    await pickWeek(app, WEEK, 'test');
    expect(await approveWeek(app, WEEK, EDITOR)).toMatchObject({ kind: 'approved' });
    const issue = (await app.issues.find(WEEK))!;
    return { store, clock, app, issue, draft: await draftIssue(app, issue) };
  }

  const rendering = ({ variants }: IssueDraft) => {
    const [{ content, frozen }, ...others] = variants;
    const { compiled: _, ...settings } = frozen.mail;
    return { contents: [content, ...others.map(variant => variant.content)] as const, settings };
  };

  it('are what rendering makes, with the size of each', async () => {
    const { store, issue, draft } = await approved();
    const again = await keptDrafts(store, issue, draft.source, {
      contents: [...rendering(draft).contents],
      settings: rendering(draft).settings,
    });
    expect(again).toHaveLength(3);
    expect(again?.map(({ bytes: _, ...made }) => made)).toEqual(draft.variants);
    for (const { bytes, html, text } of again ?? []) expect(bytes).toBeGreaterThan(html.length + text.length);
  });

  it('serve no other content, no other issue, and not when a byte of them is another', async () => {
    const { store, issue, draft } = await approved();
    const { contents, settings } = rendering(draft);
    const found = (source: string, id = issue.id) =>
      keptDrafts(store, { id }, source, { contents: [...contents], settings });
    expect(await found(draft.source)).not.toBe(null);
    expect(await found(draft.source.replace(/^./, first => (first === '0' ? '1' : '0')))).toBe(null);
    expect(await found(draft.source, issue.id + 1)).toBe(null);
    const row = await store.db.selectFrom('approved_mails').select('mails').executeTakeFirstOrThrow();
    await store.db
      .updateTable('approved_mails')
      .set({ mails: row.mails.replace('unsubscribe', 'unsubscribf') })
      .execute();
    expect(await found(draft.source)).toBe(null);
  });

  it('are replaced by those of the next approval, and go once the issue is frozen and another approved', async () => {
    const { store, app, issue } = await approved();
    const kept = () => store.db.selectFrom('approved_mails').select(['issue_id', 'key']).execute();
    const before = await kept();
    expect(before).toEqual([{ issue_id: issue.id, key: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    await steerWeek(app, WEEK, 'hold', EDITOR);
    await store.db.updateTable('issues').set({ edits: '{"subject":"Another subject"}' }).execute();
    await approveWeek(app, WEEK, EDITOR);
    const [after] = await kept();
    expect(await kept()).toHaveLength(1);
    expect(after?.key).not.toBe(before[0]?.key);
    expect(await sendWeek(app, WEEK, now)).toMatchObject({ kind: 'sent', status: { submitted: 2 } });
    await keepApprovedMails(store, { issueId: issue.id + 1, key: 'k', mails: '{}' });
    expect(await kept()).toEqual([{ issue_id: issue.id + 1, key: 'k' }]);
  });
});

it('are looked up by a mark of the program that is the same for the same files and no others', () => {
  const root = () => mkdtempSync(join(tmpdir(), 'verdicts-mark-'));
  const program = (files: Readonly<Record<string, string>>) => {
    const folder = root();
    mkdirSync(join(folder, 'templates/react'), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    return programMark(folder, ['lock.json', 'templates/']);
  };
  const files = { 'lock.json': '{}', 'templates/react/a.tsx': 'a', 'templates/b.ts': 'b' };
  const mark = program(files);
  expect(program(files)).toBe(mark);
  const { 'lock.json': _, ...unlocked } = files;
  const { 'templates/b.ts': b, ...fewer } = files;
  const others = [
    { ...files, 'lock.json': '{ }' },
    unlocked,
    fewer,
    { ...fewer, 'templates/c.ts': b },
    { ...fewer, 'templates/react/b.ts': b },
    { ...files, 'templates/react/a.tsx': 'A' },
  ].map(program);
  expect(new Set([mark, ...others]).size).toBe(1 + others.length);
});

it('marks every file that rendering imports, so that a change in any of them renders anew', () => {
  const files = importsOf('src/newsroom/render-mails.ts');
  expect(files.size).toBeGreaterThan(60);
  expect(outside(files, RENDERING)).toEqual([]);
  for (const place of RENDERING.filter(name => name.endsWith('/')))
    expect(globSync(`${place}**/*`, { cwd: PROJECT_ROOT }).length, place).toBeGreaterThan(0);
});
