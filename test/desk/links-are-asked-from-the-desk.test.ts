import { mkdtempSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { askLinksAgain } from '../../src/desk/check/ask-links-again.ts';
import { askLinks } from '../../src/newsroom/ask-links.ts';
import { checkIssue } from '../../src/newsroom/check-issue.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { takeCap } from '../../src/storage/audience/caps.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { openLinkServer } from '../support/link-server.ts';
import { describeStores } from '../support/stores.ts';
import { textOf } from './page-fields.ts';

const WEEK = '2026-W48';
const CHECK = `/desk/issues/${WEEK}/check`;
const SETTINGS = { POSTAL_ADDRESS: 'Verdicts, 1 Real Street, 12345 Town' };

describeStores('links at the desk', open => {
  it('are asked when an editor wants to know, and the answers count until a link is another', async () => {
    const site = await openLinkServer();
    const file = join(mkdtempSync(join(tmpdir(), 'verdicts-catalogue-')), 'catalogue.json');
    await writeFile(file, await readFile(join(PROJECT_ROOT, 'data/sample/catalogue.json')));
    const desk = await openDesk(await open(), { settings: { ...SETTINGS, CATALOGUE: file } });
    await pickWeek(desk.app, WEEK, 'schedule');
    const { pairings } = (await desk.app.issues.find(WEEK))!.pick;
    const paths = ['/ok', '/missing', '/forbidden', '/slow', '/other', '/inside'];
    const catalogue = JSON.parse(await readFile(file, 'utf8'));
    const leadTo = (slug: string, url: string) => {
      catalogue.tools.find((tool: { slug: string }) => tool.slug === slug).url = url;
      return writeFile(file, JSON.stringify(catalogue));
    };
    for (const [index, slug] of pairings.flatMap(({ a, b }) => [a, b]).entries())
      await leadTo(slug, `${site.here}${paths[index]}`);

    const browser = await desk.signIn();
    expect(textOf(await browser.page(CHECK))).toContain('6 links lead elsewhere; none has been checked yet.');
    expect(site.asked).toEqual([]);
    expect((await browser.post(`${CHECK}/links`)).headers.get('location')).toBe(`${CHECK}?done=links`);
    desk.clock.advance(5 * 60_000);
    const page = textOf(await browser.page(CHECK));
    expect(page).toContain('6 links lead elsewhere; checked 5 minutes ago.');
    const issue = (await desk.app.issues.find(WEEK))!;
    const found = async () =>
      (await checkIssue(desk.app, issue, await draftIssue(desk.app, issue)))
        .filter(({ place }) => place.startsWith(`link ${site.here}/`))
        .map(({ code, severity, place }) => [code, severity, place.slice(`link ${site.here}`.length)]);
    expect(await found()).toEqual(
      expect.arrayContaining([
        ['link-gone', 'error', '/missing'],
        ['link-unsure', 'warning', '/forbidden'],
        ['link-redirect', 'warning', '/other'],
        ['link-private', 'warning', '/inside'],
      ]),
    );
    expect(await found()).toHaveLength(4);
    // Kept: no look asks again, and the approval sees it too.
    const asked = site.asked.length;
    expect(await approveWeek(desk.app, WEEK, EDITOR)).toMatchObject({ kind: 'errors' });
    expect(site.asked).toHaveLength(asked);
    await leadTo(pairings[0]!.b, `${site.here}/ok?mended`);
    expect((await found()).map(([code]) => code)).not.toContain('link-gone');
    expect(textOf(await browser.page(CHECK))).toContain('Added since, and not checked: 1.');
    const actions = await activityOf(desk.store, WEEK);
    expect(actions.find(({ action }) => action === 'links asked')).toMatchObject({
      who: EDITOR,
      detail: '6 links, 5 answered, 1 gone',
    });
    await site.close();
  });

  it('are asked ten times an hour at most, and no longer than there is time', async () => {
    const desk = await openDesk(await open(), { settings: SETTINGS });
    await pickWeek(desk.app, WEEK, 'schedule');
    const issue = (await desk.app.issues.find(WEEK))!;
    const draft = await draftIssue(desk.app, issue);
    const hanging = {
      close: async () => undefined,
      ask: (_url: URL, _method: string, signal: AbortSignal) =>
        new Promise<never>((_, refuse) => signal.addEventListener('abort', () => refuse(signal.reason))),
    };
    const answers = await askLinks(desk.app, issue, draft, EDITOR, { totalMs: 50, client: hanging });
    expect(answers.size).toBeGreaterThanOrEqual(6);
    for (const answer of answers.values())
      expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringContaining('no time left') });
    const browser = await desk.signIn();
    expect(textOf(await browser.page(CHECK))).toContain('None of them could be reached');
    // A clear "gone" stays until there is another clear answer.
    const gone = { close: async () => undefined, ask: async () => ({ status: 404, location: '' }) };
    const politeMs = 0;
    const told = await askLinks(desk.app, issue, draft, EDITOR, { politeMs, client: gone });
    expect(new Set([...told.values()].map(answer => answer.kind))).toEqual(new Set(['answered']));
    const dead = { close: async () => undefined, ask: () => Promise.reject(new Error('reset')) };
    for (const client of [hanging, dead])
      expect(await askLinks(desk.app, issue, draft, EDITOR, { totalMs: 50, politeMs, client })).toEqual(told);
    expect((await approveWeek(desk.app, WEEK, EDITOR)).kind).toBe('errors');
    const limits = { totalMs: 1, client: hanging };
    expect(await askLinksAgain(desk.app, issue, EDITOR, limits)).toEqual({ kind: 'asked' });
    const cap = { cap: 'link-check', subject: WEEK, limit: 10, perMs: 3_600_000, now: desk.clock.now() };
    for (let round = 1; round < 10; round += 1) expect(await takeCap(desk.store, cap)).toBe(true);
    expect(await askLinksAgain(desk.app, issue, EDITOR, limits)).toMatchObject({ kind: 'refused' });
    expect((await browser.post(`${CHECK}/links`)).status).toBe(422);
  });
});
