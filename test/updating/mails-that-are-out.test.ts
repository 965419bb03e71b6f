import { expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { fixedClock } from '../support/clock.ts';
import {
  type EarlierBuild,
  type EarlierMail,
  openEarlierBuild,
  SAME_PLACE,
} from '../support/earlier-build.ts';
import { openTestApp } from '../support/newsroom.ts';
import { onPort } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';

const OURS = SAME_PLACE.PUBLIC_URL!;

/** The site of today over what the build of 26 November left, an hour after its last issue began to go out. */
async function siteOver(earlier: EarlierBuild) {
  expect(await migrate(earlier.store)).toMatchObject({ kind: 'ready' });
  const clock = fixedClock('2026-11-26T10:00:00Z');
  const app = await openTestApp(earlier.store, clock, { settings: SAME_PLACE });
  const address = await onPort(await createWebApp(app));
  const ask = (link: string, init: RequestInit = {}) =>
    fetch(link.replace(OURS, address), { redirect: 'manual', ...init });
  const post = (link: string, fields: Record<string, string>) =>
    ask(link, { method: 'POST', body: new URLSearchParams(fields) });
  const stateOf = async (email: string) =>
    (await earlier.store.db
      .selectFrom('subscribers')
      .select(['state', 'name'])
      .where('email', '=', email)
      .executeTakeFirst()) ?? null;
  return { app, ask, post, stateOf };
}

async function linksOf(earlier: EarlierBuild, name: EarlierMail): Promise<string[]> {
  const { html, oneClick } = await earlier.mail(name);
  const found = [...html.matchAll(/href="([^"]+)"/g)].map(([, link]) => link!.replaceAll('&amp;', '&'));
  return [...new Set([...found, oneClick])].filter(link => link.startsWith(`${OURS}/`));
}

const first = (links: readonly string[], kind: string) =>
  links.find(link => link.startsWith(`${OURS}/${kind}/`))!;

describeStores('the links of mails that the build of 26 November sent', open => {
  it('all open, and opening them changes nothing', async () => {
    const earlier = await openEarlierBuild(open);
    const { ask, stateOf } = await siteOver(earlier);
    const names: EarlierMail[] = [
      '2026-W47-reader1.eml',
      '2026-W47-reader2.eml',
      '2026-W48-reader1.json',
      'welcome-grace.eml',
      'confirmation-waits.eml',
    ];
    const opened = new Map<string, number>();
    for (const name of names) {
      for (const link of await linksOf(earlier, name)) {
        const answer = await ask(link);
        const kind = new URL(link).pathname.split('/')[1]!;
        opened.set(kind, (opened.get(kind) ?? 0) + 1);
        if (kind === 'go') {
          expect([link, answer.status]).toEqual([link, 302]);
          expect(answer.headers.get('location')).toMatch(/^https:\/\//);
        } else expect([link, answer.status]).toEqual([link, 200]);
      }
    }
    const kinds = ['confirm', 'go', 'issues', 'preferences', 'unsubscribe', 'vote'];
    expect([...opened.keys()].toSorted()).toEqual(expect.arrayContaining(kinds));
    expect(await stateOf('reader001@readers.example')).toMatchObject({ state: 'confirmed' });
    expect(await stateOf('waits@readers.example')).toMatchObject({ state: 'pending' });
  });

  it('take a reader off the list with one press of the mail program’s button', async () => {
    const earlier = await openEarlierBuild(open);
    const { post, stateOf } = await siteOver(earlier);
    const { oneClick } = await earlier.mail('2026-W47-reader1.eml');
    const answer = await post(oneClick, { 'List-Unsubscribe': 'One-Click' });
    expect(answer.status).toBe(200);
    expect(await stateOf('reader001@readers.example')).toMatchObject({ state: 'unsubscribed' });
  });

  it('let a reader change their name, and one who was asked yesterday confirm', async () => {
    const earlier = await openEarlierBuild(open);
    const { post, stateOf } = await siteOver(earlier);
    const preferences = first(await linksOf(earlier, '2026-W47-reader2.eml'), 'preferences');
    await post(preferences, { action: 'save', name: 'Two Again', timezone: 'Europe/Rome' });
    expect(await stateOf('reader002@readers.example')).toMatchObject({ name: 'Two Again' });
    await post(first(await linksOf(earlier, 'confirmation-waits.eml'), 'confirm'), {});
    expect(await stateOf('waits@readers.example')).toMatchObject({ state: 'confirmed' });
  });

  it('cast a vote while it is open, and count those that the earlier build took', async () => {
    const earlier = await openEarlierBuild(open);
    const { app, ask, post } = await siteOver(earlier);
    const ballots = async (week: string) =>
      earlier.store.db
        .selectFrom('ballots')
        .innerJoin('issues', 'issues.id', 'ballots.issue_id')
        .select(['subscriber_id', 'choice'])
        .where('week', '=', week)
        .orderBy('subscriber_id')
        .execute();
    const [open48, closed47] = [
      first(await linksOf(earlier, '2026-W48-reader1.json'), 'vote'),
      first(await linksOf(earlier, '2026-W47-reader1.eml'), 'vote'),
    ];
    await post(open48.replace(/\?.*/, ''), { choice: 'b' });
    expect(await ballots('2026-W48')).toEqual([{ subscriber_id: 1, choice: 'b' }]);
    const before = await ballots('2026-W47');
    expect(before.map(({ choice }) => choice).toSorted()).toEqual(['a', 'a', 'a', 'a', 'b', 'b']);
    await post(closed47.replace(/\?.*/, ''), { choice: 'b' });
    expect(await ballots('2026-W47')).toEqual(before);
    expect(await (await ask(closed47)).text()).toContain('closed');
    expect(app.settings.PUBLIC_URL).toBe(OURS);
  });

  it('lead to its issue as it was sent, which stands in the archive, the feed and on pages of its own', async () => {
    const earlier = await openEarlierBuild(open);
    const { ask } = await siteOver(earlier);
    const page = async (path: string) => {
      const answer = await ask(`${OURS}${path}`);
      expect([path, answer.status]).toEqual([path, 200]);
      return answer.text();
    };
    const issue = await page('/issues/2026-W47');
    expect(issue).toContain('Udio');
    expect(issue).toContain('Suno');
    for (const path of ['/', '/issues', '/feed.xml', '/sitemap.xml'])
      expect(await page(path)).toContain('2026-W47');
    const sitemap = await page('/sitemap.xml');
    const compared = [...sitemap.matchAll(/<loc>[^<]*(\/compare\/[^<]+)<\/loc>/g)].map(([, path]) => path!);
    expect(compared).toHaveLength(3);
    for (const path of compared) await page(path);
  });
});
