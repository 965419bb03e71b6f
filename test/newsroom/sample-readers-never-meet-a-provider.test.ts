import { expect, it } from 'vitest';
import { createWebApp } from '../../src/app.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { checkDatabase } from '../../src/doctor/database-check.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveSampleIssue, approveWeek } from '../../src/newsroom/release.ts';
import { endSampleRun, isSampleRun, loadSampleReaders, pickNextWeek } from '../../src/newsroom/sample-run.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { statusOf } from '../../src/newsroom/status.ts';
import { pagesVersion } from '../../src/storage/issue/pages-version.ts';
import { clearSample, TABLES_OF_AN_ISSUE } from '../../src/storage/sample/clear-sample.ts';
import { SAMPLE_RUN, sampleData } from '../../src/storage/sample/sample-data.ts';
import { fixedClock } from '../support/clock.ts';
import { everyRow } from '../support/every-row.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { openTestApp, type TestApp } from '../support/newsroom.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const WEEK = '2026-W48';
const NEXT = '2026-W49';
const CLOCK = fixedClock('2026-11-25T09:00:00Z');
const EDITOR = 'editor@example.com';
const REAL = {
  MAIL_PROVIDER: 'resend',
  RESEND_API_KEY: 're_stand_in',
  // The catalogue is the sample's, which an API elsewhere may not be given.
  RESEND_BASE_URL: 'http://127.0.0.1:9',
  PUBLIC_URL: 'https://weekly.example.net',
  POSTAL_ADDRESS: 'Verdicts, 5 Real Street, Realtown',
};
const send = (app: TestApp, week: string) =>
  sendWeek(app, week, { now: true, signal: new AbortController().signal, patienceMs: 0, who: 'test' });

/** The first run on sample data as `npm start` does it. */
async function sampleRun(store: TestStore, settings: Record<string, string> = {}): Promise<TestApp> {
  const app = await openTestApp(store, CLOCK, { settings });
  await loadSampleReaders(app, PROJECT_ROOT);
  await pickWeek(app, WEEK, SAMPLE_RUN);
  expect(await approveSampleIssue(app, WEEK)).toMatchObject({ kind: 'approved' });
  return app;
}

async function wholeSampleRun(store: TestStore): Promise<TestApp> {
  const app = await sampleRun(store);
  expect(await send(app, WEEK)).toMatchObject({ kind: 'sent' });
  await pickNextWeek(app, WEEK);
  await endSampleRun(app);
  return app;
}

/** The same database with a mail API for its provider. @returns also everybody it was asked to mail */
async function withProvider(store: TestStore) {
  const to: string[] = [];
  const mailer: Mailer = {
    name: 'resend',
    maxBatch: 100,
    keyWindowMs: 86_400_000,
    evidence: { proves: 'call', events: true },
    submit: messages => {
      to.push(...messages.map(message => message.to));
      return Promise.resolve({
        kind: 'accepted',
        items: messages.map((_, index) => ({ kind: 'accepted', id: `id-${index}` })),
      });
    },
    close: () => Promise.resolve(),
  };
  const app = await openTestApp(store, CLOCK, { settings: REAL, mailer });
  return { app, to };
}

describeStores('what the sample run left', open => {
  it('is seen, and nothing goes out, once the provider is real', async () => {
    const store = await open();
    await wholeSampleRun(store);
    expect(await sampleData(store)).toEqual({ readers: 42, weeks: [WEEK, NEXT] });
    await addReaders(store, 2, CLOCK);
    const { app, to } = await withProvider(store);

    const approved = await approveWeek(app, NEXT, EDITOR);
    expect(approved).toMatchObject({
      kind: 'errors',
      findings: expect.arrayContaining([
        expect.objectContaining({ code: 'audience-sample', severity: 'error' }),
      ]) as unknown,
    });
    expect(await send(app, NEXT)).toMatchObject({ kind: 'held' });
    const sample = (found: Awaited<ReturnType<typeof checkDatabase>>) =>
      found.find(({ check }) => check === 'sample data');
    expect(sample(await checkDatabase(store.url, app.now(), true))).toMatchObject({
      state: 'error',
      found: `42 sample readers and the sample issue of ${WEEK} and ${NEXT} in the database of a real provider`,
      fix: 'Run: verdicts sample clear',
    });
    expect(sample(await checkDatabase(store.url, app.now(), false))).toBeUndefined();
    expect(to).toEqual([]);
  });

  it('is not gone on with by a real provider where the outbox began', async () => {
    const store = await open();
    const tried = await sampleRun(store);
    // Frozen, and nothing of it handed over.
    const ended = AbortSignal.abort();
    await sendWeek(tried, WEEK, { now: true, signal: ended, patienceMs: 0, who: SAMPLE_RUN });
    expect((await tried.issues.find(WEEK))?.state).toBe('sending');
    const { app, to } = await withProvider(store);

    expect(await send(app, WEEK)).toMatchObject({
      kind: 'stopped',
      why: expect.stringContaining('sample clear') as string,
    });
    expect(to).toEqual([]);
    expect(await clearSample(store, app.now())).toMatchObject({ kind: 'cleared' });
    expect(await app.issues.find(WEEK)).toBeNull();
  });

  it('gets no single mail from a real provider, while others get theirs', async () => {
    const store = await open();
    const tried = await wholeSampleRun(store);
    const { email } = await store.db
      .selectFrom('subscribers')
      .select('email')
      .where('source', '=', SAMPLE_RUN)
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    const letter = { kind: 'welcome', week: '', subject: 's', html: 'h', text: 't', headers: {} } as const;
    for (const to of [email, 'ada@readers.example'])
      await tried.singleMails.enqueue({ ...letter, dedupe: to, to }, tried.now());
    const { app, to } = await withProvider(store);

    await submitDueSingleMails(app, new AbortController().signal);
    expect(to).toContain('ada@readers.example');
    expect(to).not.toContain(email);
  });

  it('is taken away: readers, issues, pages, votes and links, and nothing of anybody else', async () => {
    const store = await open();
    const tried = await wholeSampleRun(store);
    const addresses = await store.db.selectFrom('subscribers').select('email').execute();
    await addReaders(store, 2, CLOCK);
    const site = await createWebApp(tried);
    const status = async (path: string) => (await site.request(path)).status;
    const [link] = await store.db.selectFrom('go_links').select('token').execute();
    expect([await status(`/issues/${WEEK}`), await status(`/go/${link?.token}`)]).toEqual([200, 302]);
    expect(await (await site.request('/issues')).text()).toContain(WEEK);
    const version = await pagesVersion(store);

    expect(await clearSample(store, tried.now())).toEqual({
      kind: 'cleared',
      readers: 42,
      weeks: [WEEK, NEXT],
    });
    expect(await sampleData(store)).toBeNull();
    expect(await pagesVersion(store)).not.toBe(version);
    expect([await status(`/issues/${WEEK}`), await status(`/go/${link?.token}`)]).toEqual([404, 404]);
    for (const path of ['/', '/issues', '/feed.xml', '/sitemap.xml'])
      expect(await (await site.request(path)).text(), path).not.toContain(WEEK);
    const left = JSON.stringify(await everyRow(store));
    for (const { email } of addresses) expect(left).not.toContain(email);
    expect(left).not.toContain(WEEK);
    expect(await store.db.selectFrom('subscribers').select('id').execute()).toHaveLength(2);

    expect(await clearSample(store, tried.now())).toEqual({ kind: 'nothing' });
    expect(await isSampleRun(tried)).toBe(false);
    const { app, to } = await withProvider(store);
    await pickWeek(app, WEEK, EDITOR);
    expect(await approveWeek(app, WEEK, EDITOR)).toMatchObject({ kind: 'approved', audience: 2 });
    expect(await send(app, WEEK)).toMatchObject({ kind: 'sent' });
    expect(to.toSorted()).toEqual(['reader1@example.com', 'reader2@example.com']);
  });

  it('leaves the ledger of an issue whole that went to sample readers too', async () => {
    const store = await open();
    const app = await wholeSampleRun(store);
    await addReaders(store, 2, CLOCK);
    expect(await approveWeek(app, NEXT, EDITOR)).toMatchObject({ kind: 'approved' });
    expect(await send(app, NEXT)).toMatchObject({ kind: 'sent' });

    expect(await clearSample(store, app.now())).toMatchObject({ kind: 'cleared', weeks: [WEEK] });
    const issue = await app.issues.find(NEXT);
    if (issue === null) throw new Error('The real issue is gone.');
    expect(await statusOf(app, issue)).toMatchObject({ audience: 40, submitted: 40 });
    expect(await sampleData(store)).toBeNull();
    const mailed = await store.db.selectFrom('deliveries').select('email').where('email', '<>', '').execute();
    expect(mailed).toHaveLength(2);
  });

  it('is found in every table that knows an issue', async () => {
    const store = await open();
    const tables = await store.db.introspection.getTables();
    const known = tables.filter(({ columns }) => columns.some(({ name }) => name === 'issue_id'));
    expect(known.map(({ name }) => name).toSorted()).toEqual([...TABLES_OF_AN_ISSUE].toSorted());
  });
});
