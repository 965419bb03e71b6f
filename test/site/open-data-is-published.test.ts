import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { checkStream } from '../../src/open-data/check-stream.ts';
import { addCorrection, approveCorrectionRow } from '../../src/storage/delivery/corrections.ts';
import {
  checkText,
  EARLIER,
  evidenceWith,
  fetchedIssue,
  keysOf,
  publishedIssues,
  textAt,
  WEEK,
  type Web,
} from '../open-data/published-issue.ts';
import { fullest } from '../support/content.ts';
import { everyRow } from '../support/every-row.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores, openSqliteStore } from '../support/stores.ts';
import { castAll, sentIssue, times } from '../vote/vote-week.ts';
import { addIssue } from './sent-issue.ts';

/** What no file may hold: a reader's address, an editor's, or the link of anybody. */
const OF_PEOPLE = /[\w.+-]+@[\w-]+\.\w+|\/(?:vote|unsubscribe|preferences|confirm)\//;

async function statusAt(web: Web, path: string): Promise<number> {
  return (await web.request(path)).status;
}

describeStores('open data', open => {
  it('say of a sent issue what it said, whole and signed', async () => {
    const { web } = await publishedIssues(await open());
    const { text, document, evidence, catalogue } = await fetchedIssue(web);

    expect((await checkText(text, evidence)).mismatches).toEqual([]);
    expect(document).toMatchObject({
      format: 'verdicts-issue/1',
      week: WEEK,
      number: 2,
      licence: { name: 'CC BY 4.0' },
      sample: true,
      sentAt: '2026-11-26T09:00:00.000Z',
      corrections: [],
      pick: { seed: '0', count: 3, history: [{ week: EARLIER }], result: { asked: 3 } },
    });
    expect(document.approval).toMatchObject({
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      approvedAt: '2026-11-26T09:00:00.000Z',
      record: { number: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(document.pairings.map(({ readers }) => readers?.state)).toEqual(['told', 'few', 'few']);
    expect(document.pairings[0]?.readers?.tally).toMatchObject({
      ballots: 41,
      counts: { a: 21, b: 9, both: 7, neither: 4 },
      percent: { a: 51, b: 22, both: 17, neither: 10 },
      a: { part: 28, total: 41, percent: 68, from: 53, to: 80 },
      outcome: { kind: 'leads', answer: 'a', share: { part: 21, total: 30, percent: 70 } },
    });
    expect(document.pairings[1]?.readers).toMatchObject({ state: 'few', tally: null });
    expect(createHash('sha256').update(catalogue).digest('hex')).toBe(document.pick?.catalogueHash);
  });

  it('have a comparison at its own address, and all of them in one file', async () => {
    const { web } = await publishedIssues(await open());
    const { document, evidence } = await fetchedIssue(web);
    const [lead] = document.pairings;
    const compared = await textAt(web, `/compare/${lead?.slug}.json`);
    const stream = await textAt(web, '/data/verdicts.ndjson');
    const lines = stream.trimEnd().split('\n');

    expect((await checkText(compared, evidence)).mismatches).toEqual([]);
    expect(JSON.parse(compared)).toMatchObject({
      format: 'verdicts-pairing/1',
      issue: `http://127.0.0.1:3000/issues/${WEEK}.json`,
      pairing: lead,
    });
    expect(lines).toContain(compared);
    expect(lines.map(line => (JSON.parse(line) as { week?: string }).week)).toEqual([
      undefined,
      ...Array<string>(3).fill(EARLIER),
      ...Array<string>(3).fill(WEEK),
      undefined,
    ]);
    expect(await checkStream([Buffer.from(stream)], evidence)).toEqual({
      lines: [{ kind: 'holds', what: 'lines', words: '6 pairings' }],
      mismatches: [],
    });
    const turned = await web.request(`/compare/${lead?.b.slug}-vs-${lead?.a.slug}.json`);
    expect([turned.status, turned.headers.get('location')]).toEqual([301, `/compare/${lead?.slug}.json`]);
  });

  it('are not there before an issue is sent, nor of one that never was', async () => {
    const store = await open();
    const { web, app } = await publishedIssues(store);
    await pickWeek(app, '2026-W49', 'schedule');
    const next = (await app.issues.find('2026-W49'))!;
    const [{ a, b } = { a: '', b: '' }] = next.pick.pairings;
    const other = { ...fullest, week: '2026-W46', number: 7 };
    await addIssue(store, other, { state: 'sending' });
    await addIssue(store, { ...other, week: '2026-W45' }, { state: 'aborted' });

    for (const path of [
      '/issues/2026-W49.json',
      `/compare/${a}-vs-${b}.json`,
      '/issues/2026-W46.json',
      `/compare/${fullest.pairings[0]?.slug}.json`,
      '/issues/2026-W45.json',
      '/issues/2026-W01.json',
      '/issues/nothing.json',
      '/compare/nothing.json',
      `/data/catalogue-${'0'.repeat(64)}.json`,
      '/data/catalogue-x.json',
    ]) {
      expect([path, await statusAt(web, path)]).toEqual([path, 404]);
    }
    expect(await textAt(web, '/data/verdicts.ndjson')).not.toMatch(/2026-W4[569]/);
    expect(await statusAt(web, '/issues/2026-W46')).toBe(200);
  });

  it('hold nothing of any reader or editor, and change nothing', async () => {
    const store = await open();
    const { web } = await publishedIssues(store);
    const { text, document, catalogue } = await fetchedIssue(web);
    const before = await everyRow(store);
    const files = [
      text,
      catalogue.toString(),
      await textAt(web, `/compare/${document.pairings[0]?.slug}.json`),
      await textAt(web, '/data/verdicts.ndjson'),
      await textAt(web, '/.well-known/verdicts-key.json'),
    ];

    for (const file of files) expect(OF_PEOPLE.exec(file)).toBe(null);
    expect(await everyRow(store)).toEqual(before);
  });

  it('are checked with the old key once the new one signs', async () => {
    const store = await open();
    const { web, clock } = await publishedIssues(store);
    const before = await fetchedIssue(web);
    const secrets = ['new-key-'.repeat(5), 'test-key-'.repeat(4)].join(',');
    const rotated = await createWebApp(
      await openTestApp(store, clock, { settings: { SECRET_KEYS: secrets } }),
    );
    const after = await fetchedIssue(rotated);

    expect(after.document.signature.key).not.toBe(before.document.signature.key);
    expect(after.keys.map(({ id }) => id)).toEqual([
      after.document.signature.key,
      before.document.signature.key,
    ]);
    for (const { text } of [before, after])
      expect((await checkText(text, evidenceWith(after.keys, after.catalogue))).mismatches).toEqual([]);
    // The secret of before is gone for good: the public key is not. The site that was open before knows the new one, too.
    const gone = await openTestApp(store, clock, { settings: { SECRET_KEYS: 'new-key-'.repeat(5) } });
    for (const site of [await createWebApp(gone), web]) expect(await keysOf(site)).toEqual(after.keys);
  });

  it('tell a vote from the moment it closes, and a correction from when it is approved', async () => {
    const store = await open();
    const { web, clock, issue } = await sentIssue(store, { readers: 30 });
    await castAll(store, clock, issue.id, times(30, 'b'));
    const seen = async () => (await fetchedIssue(web)).document;
    expect((await seen()).pairings[0]?.readers).toEqual({
      state: 'open',
      closesAt: '2026-11-30T09:00:00.000Z',
      tally: null,
    });

    clock.set('2026-11-30T09:00:00Z');

    expect((await seen()).pairings[0]?.readers).toMatchObject({ state: 'told', tally: { ballots: 30 } });
    const words = { wrong: 'Zed costs $9', right: 'Zed is free', url: 'https://weekly.example.com/' };
    await addCorrection(store, { ...words, issueId: issue.id, by: 'editor@example.com', at: 1 });
    expect((await seen()).corrections).toEqual([]);
    const approval = { hash: 'h', mail: '{}', by: 'editor@example.com', at: 2, audience: 0 };
    await approveCorrectionRow(store, { issueId: issue.id, revision: 1 }, approval);
    expect((await seen()).corrections).toEqual([
      { at: '1970-01-01T00:00:00.002Z', wrong: 'Zed costs $9', right: 'Zed is free' },
    ]);
  });
});

describe('open data as pages are', () => {
  it('are named by the pages they belong to, once the issue is sent', async () => {
    const { web } = await publishedIssues(await openSqliteStore());
    const { document } = await fetchedIssue(web);
    const link = (path: string, type = 'json') =>
      new RegExp(`<link rel="alternate" type="application/${type}" href="${path}"/?>`);
    const slug = document.pairings[0]?.slug;

    expect(await textAt(web, `/issues/${WEEK}`)).toMatch(link(`/issues/${WEEK}.json`));
    expect(await textAt(web, `/compare/${slug}`)).toMatch(link(`/compare/${slug}.json`));
    expect(await textAt(web, '/issues')).toMatch(link('/data/verdicts.ndjson', 'x-ndjson'));
    expect(await textAt(web, '/how-we-pick')).toMatch(/CC BY 4\.0/);
    const sending = { ...fullest, week: '2026-W46', number: 7 };
    const store = await openSqliteStore();
    await addIssue(store, sending, { state: 'sending', webHtml: '<!doctype html><head></head><p>Zed' });
    const early = await createWebApp((await publishedIssues(store)).app);
    for (const path of ['/issues/2026-W46', `/compare/${fullest.pairings[0]?.slug}`])
      expect(await textAt(early, path)).not.toContain('application/json');
  });

  it('are not sent again to who has them', async () => {
    const { web } = await publishedIssues(await openSqliteStore());
    const { document } = await fetchedIssue(web);
    for (const path of [
      `/issues/${WEEK}.json`,
      `/compare/${document.pairings[0]?.slug}.json`,
      `/data/catalogue-${document.pick?.catalogueHash}.json`,
      '/.well-known/verdicts-key.json',
    ]) {
      const first = await web.request(path);
      const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
      expect([path, first.status, first.headers.get('content-type')]).toEqual([
        path,
        200,
        'application/json',
      ]);
      expect([path, (await web.request(path, { headers })).status]).toEqual([path, 304]);
      expect([path, first.headers.get('cache-control')]).toEqual([
        path,
        expect.stringMatching(/^public, max-age=/),
      ]);
      expect([path, first.headers.get('access-control-allow-origin')]).toEqual([path, '*']);
      expect([path, first.headers.get('cross-origin-resource-policy')]).toEqual([path, 'cross-origin']);
    }
  });

  it('leave a tool its page that is called like a file of data', async () => {
    const store = await openSqliteStore();
    const { web } = await publishedIssues(store);
    const [pairing] = fullest.pairings;
    const b = { ...pairing!.b, slug: 'package.json' };
    const slug = `${pairing!.a.slug}-vs-package.json`;
    await addIssue(store, { ...fullest, week: '2026-W46', pairings: [{ ...pairing!, b, slug }] });

    expect((await web.request(`/compare/${slug}`)).headers.get('content-type')).toMatch('text/html');
    expect((await web.request(`/compare/${slug}.json`)).headers.get('content-type')).toBe('application/json');
  });

  it.each([
    ['said so', { PUBLICATION: 'closed' }],
    ['is fetched with a token', { CATALOGUE_TOKEN: 'secret' }],
  ])('keep back the catalogue where it %s, and say so', async (_, how) => {
    const store = await openSqliteStore();
    const { clock, web } = await publishedIssues(store);
    const hash = (await fetchedIssue(web)).document.pick?.catalogueHash;
    const settings = 'PUBLICATION' in how ? { PUBLICATION: closedPublication() } : how;
    const closed = await createWebApp(await openTestApp(store, clock, { settings }));
    const text = await textAt(closed, `/issues/${WEEK}.json`);

    expect(await statusAt(closed, `/data/catalogue-${hash}.json`)).toBe(404);
    expect(JSON.parse(text)).toMatchObject({ pick: { catalogue: '', catalogueHash: hash } });
    expect((await checkText(text, evidenceWith(await keysOf(closed), 'kept back'))).mismatches).toEqual([]);
  });

  it('come a few lines at a time, however many there are', async () => {
    const store = await openSqliteStore();
    const { app } = await publishedIssues(store);
    const web = await createWebApp(app);
    const { body } = await web.request('/data/verdicts.ndjson');
    const reader = body!.getReader();
    const first = await reader.read();
    expect(Buffer.from(first.value!).toString().trimEnd().split('\n')).toHaveLength(1);
    // Read after it was asked for: nothing is gathered ahead of whoever reads.
    await store.db.updateTable('issues').set({ state: 'aborted' }).where('week', '=', EARLIER).execute();
    const second = await reader.read();
    expect(Buffer.from(second.value!).toString()).not.toContain(`"week":"${EARLIER}"`);
    await reader.cancel();
  });
});

function closedPublication(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-closed-'));
  cpSync(join(PROJECT_ROOT, 'data/sample'), folder, { recursive: true });
  const file = join(folder, 'publication.json');
  const publication = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...publication, openData: { catalogue: 'closed' } }));
  return folder;
}
