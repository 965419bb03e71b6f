import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { readStamp } from '../../src/readers/signup/form-stamp.ts';
import { addCorrection, approveCorrectionRow } from '../../src/storage/delivery/corrections.ts';
import { mendGoLink } from '../../src/storage/issue/go-links.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { contentStates, fullest } from '../support/content.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { watchedStore } from '../support/watched-store.ts';
import { openSite } from '../web/site.ts';
import { addIssue, castBallots, openSiteWith } from './sent-issue.ts';

type Web = Awaited<ReturnType<typeof openSite>>['app'];

const [LEAD] = fullest.pairings;
const COMPARED = `/compare/${LEAD!.slug}`;
const NEXT_WEEK = { ...contentStates.longName!, week: '2026-W49', number: 49, subject: 'The newer one' };

async function textAt(web: Web, path: string): Promise<string> {
  const answer = await web.request(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
}

describeStores('a public page', open => {
  it('shows a new issue with the next answer, on the front page, in the archive, the feed and the sitemap', async () => {
    const store = await open();
    const { app } = await openSiteWith(fullest, { store });
    const pages = ['/', '/issues', '/feed.xml', '/sitemap.xml'];
    for (const page of pages) expect(await textAt(app, page)).not.toMatch(/2026-W49|The newer one/);
    const id = await addIssue(store, NEXT_WEEK, { state: 'sending' });
    for (const page of pages) expect(await textAt(app, page)).not.toMatch(/2026-W49|The newer one/);

    await issueStore(store).move(id, 'sending', 'sent', {
      at: 0,
      settledAt: Date.parse('2026-12-03T09:05:00Z'),
    });

    for (const page of pages) expect(await textAt(app, page)).toMatch(/2026-W49|The newer one/);
  });

  it('shows a vote from the moment it closes, by the clock or by the next pick', async () => {
    const store = await open();
    const { app, clock, issueId } = await openSiteWith(fullest, { store });
    await castBallots(store, issueId, { a: 16, b: 4, both: 1, neither: 1 });
    expect(await textAt(app, COMPARED)).toContain('Readers are voting');

    clock.set('2026-11-30T08:59:30Z');

    expect(await textAt(app, COMPARED)).not.toContain('Readers are voting');
  });

  it('shows a correction and a mended link with the next answer', async () => {
    const store = await open();
    const webHtml = `<!doctype html><main><p><a href="${LEAD!.a.url}">Zed</a></p></main>`;
    const { app, issueId } = await openSiteWith(fullest, { store, webHtml });
    const link = { token: 't-0000000', issue_id: issueId, tool: LEAD!.a.slug, original: LEAD!.a.url };
    await store.db
      .insertInto('go_links')
      .values({ ...link, target: LEAD!.a.url })
      .execute();
    const issue = `/issues/${fullest.week}`;
    const before = [await textAt(app, COMPARED), await textAt(app, issue)];

    const to = 'https://moved.example/zed';
    await mendGoLink(store, { issueId, tool: LEAD!.a.slug, from: LEAD!.a.url, to });
    expect([await textAt(app, COMPARED), await textAt(app, issue)].map(page => page.includes(to))).toEqual([
      true,
      true,
    ]);
    const words = { wrong: 'Zed costs $9', right: 'Zed is free', url: 'https://weekly.example.com/' };
    await addCorrection(store, { ...words, issueId, by: 'editor@example.com', at: 1 });
    expect(await textAt(app, issue)).not.toContain('Zed is free');
    const approval = { hash: 'h', mail: '{}', by: 'editor@example.com', at: 2, audience: 0 };
    expect(await approveCorrectionRow(store, { issueId, revision: 1 }, approval)).toBe(true);

    expect(await textAt(app, issue)).toContain('Zed is free');
    expect(before.some(page => page.includes(to) || page.includes('Zed is free'))).toBe(false);
  });

  it('is new in every process at once', async () => {
    const store = await open();
    const { app, clock } = await openSiteWith(fullest, { store });
    const second = await createWebApp(await openTestApp(store.another(), clock));
    for (const web of [app, second]) expect(await textAt(web, '/issues')).not.toContain('2026-W49');

    await addIssue(store, NEXT_WEEK);

    for (const web of [second, app]) expect(await textAt(web, '/issues')).toContain('2026-W49');
  });

  it('is drawn once for a burst of two hundred who find none', async () => {
    const store = await open();
    await openSiteWith(fullest, { store });
    const watched = watchedStore(store);
    try {
      const { app } = await openSite({ store: watched });
      const draws = () => watched.statements.filter(({ sql }) => /"?pair_key"? = /.test(sql)).length;

      const answers = await Promise.all(Array.from({ length: 200 }, () => app.request(COMPARED)));

      const bodies = new Set(await Promise.all(answers.map(answer => answer.text())));
      expect(answers.every(answer => answer.status === 200)).toBe(true);
      expect(bodies.size).toBe(1);
      // One drawing asks for the pair twice: for its issue and for its vote.
      expect(draws()).toBe(2);
      await app.request(COMPARED);
      expect(draws()).toBe(2);
    } finally {
      await watched.db.destroy();
    }
  });
});

describe('a kept page', () => {
  it('is never older than a minute, whatever changed without a word', async () => {
    const { app, store, clock } = await openSiteWith();
    const before = await textAt(app, '/feed.xml');
    await store.db
      .updateTable('frozen_mails')
      .set({ content: JSON.stringify({ ...fullest, subject: 'Changed by hand' }) })
      .execute();
    clock.advance(59_000);
    expect(unstampedOf(await textAt(app, '/feed.xml'))).toBe(unstampedOf(before));
    clock.advance(1_000);
    expect(await textAt(app, '/feed.xml')).toContain('Changed by hand');
  });

  it('is not kept for as long as a clock was wrong', async () => {
    const { app, store, clock } = await openSiteWith();
    clock.advance(3_600_000);
    await textAt(app, '/feed.xml');
    await store.db
      .updateTable('frozen_mails')
      .set({ content: JSON.stringify({ ...fullest, subject: 'Changed by hand' }) })
      .execute();
    clock.advance(-3_600_000);
    expect(await textAt(app, '/feed.xml')).toContain('Changed by hand');
  });

  it('is served for the rest of its minute while the database does not answer', async () => {
    const { app, store, clock } = await openSiteWith();
    await textAt(app, COMPARED);
    await store.db.destroy();
    clock.advance(30_000);
    expect((await app.request(COMPARED)).status).toBe(200);
    expect((await app.request('/issues')).status).toBe(500);
    clock.advance(31_000);
    expect((await app.request(COMPARED)).status).toBe(500);
  });

  it('has a strong tag of its own in each encoding, and answers 304 to it alone', async () => {
    const { app } = await openSiteWith();
    const ask = (headers: Record<string, string>) => app.request(COMPARED, { headers });
    const tags: string[] = [];
    const plain = unstampedOf(await textAt(app, COMPARED));
    for (const [encoding, decode] of [
      ['identity', (bytes: Buffer) => bytes],
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const) {
      const answer = await ask({ 'Accept-Encoding': encoding });
      const tag = answer.headers.get('etag') ?? '';
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(answer.headers.get('content-length')).toBe(String(bytes.length));
      expect(unstampedOf(decode(bytes).toString())).toBe(plain);
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
      expect(tag).toMatch(/^"[\w-]+"$/);
      const again = await ask({ 'Accept-Encoding': encoding, 'If-None-Match': `"other", W/${tag}` });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
      expect(again.headers.get('content-security-policy')).toBe(
        answer.headers.get('content-security-policy'),
      );
      tags.push(tag);
    }
    expect(new Set(tags).size).toBe(3);
    expect((await ask({ 'Accept-Encoding': 'br', 'If-None-Match': tags[0]! })).status).toBe(200);
  });

  it('tells quick visitors by a stamp that is at most a second old', async () => {
    const { app, clock, newsroom } = await openSiteWith();
    const stampAt = async () => /name="form" value="([^"]+)"/.exec(await textAt(app, COMPARED))?.[1] ?? '';
    const first = await stampAt();
    clock.advance(40_000);
    const later = await stampAt();
    expect(later).not.toBe(first);
    expect(readStamp(newsroom.keyring, later, clock.now() + 1_500).kind).toBe('hasty');
    expect(readStamp(newsroom.keyring, later, clock.now() + 2_000)).toEqual({
      kind: 'timed',
      source: 'compare',
    });
    for (const page of ['/', '/issues', COMPARED, '/subscribe', '/embed/form'])
      expect(await textAt(app, page)).not.toMatch(/stamp-[0-9a-f]{8}-/);
  });
});

describe('what is for one visitor alone', () => {
  it('is never kept: each answer is made for who asks', async () => {
    const { app, store } = await openSiteWith();
    const watched: string[] = [];
    for (const path of [
      '/unsubscribe/x',
      '/preferences/x',
      '/vote/x',
      '/confirm/x',
      '/desk/sign-in',
      '/readyz',
      '/metrics',
      '/subscribe',
      '/compare/no-vs-one',
      '/issues/2020-W01',
    ]) {
      const one = await app.request(path, { headers: { 'If-None-Match': '*' } });
      watched.push(`${path} ${one.status} ${one.headers.get('etag') ?? '-'}`);
    }
    expect(watched.filter(line => / 304 | "[\w-]+"$/.test(line))).toEqual([]);
    await addIssue(
      store,
      { ...fullest, week: '2020-W01', number: 1 },
      { webHtml: '<!doctype html><main>Old' },
    );
    expect((await app.request('/issues/2020-W01')).status).toBe(200);
  });

  it('takes of a query what the page reads, and keeps the rest apart from nothing', async () => {
    const { app } = await openSiteWith(fullest, { past: 30 });
    const [first, second] = [await textAt(app, '/issues'), await textAt(app, '/issues?page=2')];
    expect(first).not.toBe(second);
    expect(unstampedOf(await textAt(app, '/issues?utm_source=x'))).toBe(unstampedOf(first));
    expect((await app.request('/issues?page=9')).status).toBe(404);
  });
});

function unstampedOf(html: string): string {
  return html.replace(/(name="form" value=")[^"]+/g, '$1');
}
