import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { rebuildWeek } from '../../src/newsroom/rebuild.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { frozenMails } from '../../src/storage/delivery/freezes.ts';
import { fixedClock } from '../support/clock.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';
const EDITOR = 'editor@example.com';
const now = { now: true, signal: new AbortController().signal, patienceMs: 0, who: 'test' };

/** A catalogue file of its own, so that a test can edit it. */
function ownCatalogue() {
  const path = join(mkdtempSync(join(tmpdir(), 'verdicts-catalogue-')), 'catalogue.json');
  const edit = (change: (text: string) => string) =>
    writeFileSync(path, change(readFileSync(join(PROJECT_ROOT, 'data/sample/catalogue.json'), 'utf8')));
  edit(text => text);
  return { path, edit };
}

async function picked(app: TestApp): Promise<void> {
  const outcome = await pickWeek(app, WEEK, 'test');
  expect(outcome).toMatchObject({ kind: 'picked' });
}

describeStores('an issue', open => {
  it('that was sent is changed by no later edit of the catalogue, and can be rebuilt to the byte', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const catalogue = ownCatalogue();
    const app = await openTestApp(store, clock, { settings: { CATALOGUE: catalogue.path } });
    await addReaders(store, 3, clock);
    await picked(app);
    await approveWeek(app, WEEK, EDITOR);
    expect(await sendWeek(app, WEEK, now)).toMatchObject({ kind: 'sent', status: { submitted: 3 } });
    const issue = await app.issues.find(WEEK);
    const before = await frozenMails(store, issue!.id);
    catalogue.edit(text => text.replaceAll('Free tier', 'x').replaceAll('"amount": 10', '"amount": 99'));
    expect(await frozenMails(store, issue!.id)).toEqual(before);
    expect(await rebuildWeek(app, WEEK)).toEqual({
      kind: 'same',
      isAsApproved: true,
      parts: [
        { part: 'mail', same: true },
        { part: 'mail (variant 2)', same: true },
        { part: 'mail (variant 3)', same: true },
        { part: 'web version', same: true },
      ],
    });
    await store.db
      .updateTable('frozen_mails')
      .set({ content_hash: 'f'.repeat(64) })
      .execute();
    expect(await rebuildWeek(app, WEEK)).toMatchObject({
      kind: 'different',
      isAsApproved: false,
      parts: [{ part: 'mail', same: true }, {}, {}, {}],
    });
  });

  it('loses its approval when the catalogue changes what it says, and keeps it when other tools change', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const catalogue = ownCatalogue();
    const app = await openTestApp(store, clock, { settings: { CATALOGUE: catalogue.path } });
    await addReaders(store, 1, clock);
    await picked(app);
    const issue = await app.issues.find(WEEK);
    const slugs = issue!.pick.pairings.flatMap(pairing => [pairing.a, pairing.b]);
    const rename = (wanted: boolean) => (text: string) => {
      const file = JSON.parse(text) as { tools: { slug: string; name: string }[] };
      const tool = file.tools.find(candidate => slugs.includes(candidate.slug) === wanted);
      tool!.name = 'Renamed';
      return JSON.stringify(file);
    };
    const approved = await approveWeek(app, WEEK, EDITOR);
    catalogue.edit(rename(false));
    expect((await draftIssue(app, issue!)).frozen.contentHash).toBe(
      approved.kind === 'approved' && approved.hash,
    );
    catalogue.edit(rename(true));
    expect(await sendWeek(app, WEEK, now)).toMatchObject({
      kind: 'held',
      why: expect.stringContaining('changed after'),
    });
    expect(await app.mails('issue')).toEqual([]);
  });

  it('goes out as approved when the catalogue file is broken on the day', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const catalogue = ownCatalogue();
    const app = await openTestApp(store, clock, { settings: { CATALOGUE: catalogue.path } });
    await addReaders(store, 1, clock);
    await picked(app);
    await approveWeek(app, WEEK, EDITOR);
    catalogue.edit(text => text.slice(0, 1_000));
    expect(await sendWeek(app, WEEK, now)).toMatchObject({ kind: 'sent' });
  });

  it('is picked once, whoever asks again', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock);
    const [one, two] = await Promise.all([pickWeek(app, WEEK, 'one'), pickWeek(app, WEEK, 'two')]);
    expect([one.kind, two.kind].toSorted()).toEqual(['picked', 'stored']);
    expect(one.kind !== 'invalid_catalogue' && one.issue).toEqual(
      two.kind !== 'invalid_catalogue' && two.issue,
    );
  });

  it('never repeats a pair, in whatever order the weeks are picked', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock);
    for (const week of ['2026-W48', '2026-W49', '2026-W50', '2026-W46']) await pickWeek(app, week, 'test');
    const rows = await store.db.selectFrom('pairings').select('pair_key').execute();
    expect(rows.length).toBeGreaterThan(8);
    expect(new Set(rows.map(row => row.pair_key)).size).toBe(rows.length);
  });

  it('is approved by nobody but an editor, and once: the second yes moves no clock', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock);
    await picked(app);
    for (const by of ['sample run', 'stranger@example.com', '']) {
      expect(await approveWeek(app, WEEK, by), by).toMatchObject({ kind: 'refused' });
    }
    await approveWeek(app, WEEK, EDITOR);
    const first = (await app.issues.find(WEEK))?.approval;
    clock.advance(60_000);
    expect(await approveWeek(app, WEEK, EDITOR)).toMatchObject({ kind: 'approved' });
    expect((await app.issues.find(WEEK))?.approval).toEqual(first);
  });

  it('can be held, stopped and ended by an editor, and says what is refused', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const app = await openTestApp(store, clock);
    await addReaders(store, 1, clock);
    await picked(app);
    await approveWeek(app, WEEK, EDITOR);
    expect(await steerWeek(app, WEEK, 'hold', EDITOR)).toEqual({ kind: 'done', state: 'held' });
    expect(await app.issues.find(WEEK)).toMatchObject({ approval: null, reason: `Held by ${EDITOR}.` });
    expect(await steerWeek(app, WEEK, 'resume', EDITOR)).toMatchObject({ kind: 'refused' });
    expect(await steerWeek(app, WEEK, 'abort', '')).toEqual({ kind: 'done', state: 'aborted' });
    expect(await approveWeek(app, WEEK, EDITOR)).toMatchObject({ kind: 'refused' });
    expect(await sendWeek(app, WEEK, now)).toMatchObject({ kind: 'refused' });
  });
});
