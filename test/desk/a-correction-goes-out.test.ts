import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { queueCorrections } from '../../src/desk/going/queue-corrections.ts';
import { draftCorrection } from '../../src/newsroom/going/correct.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import type { Store } from '../../src/storage/database.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { type DeskBrowser, EDITOR } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { BASE, type GoingDesk, openGoingDesk, WEEK, wordsOf } from './going.ts';

const never = new AbortController().signal;
const PATH = `${BASE}/correction`;
const WORDS = {
  wrong: 'Zed costs $10 <b>a month</b>.',
  right: 'Zed is free.\nOnly its AI plan costs money.',
  url: 'https://weekly.example.com/issues/2026-W48',
};

async function sentDesk(store: Store, readers: number): Promise<GoingDesk> {
  const desk = await openGoingDesk(store, { readers });
  expect(await desk.send()).toBe('sent');
  return desk;
}

async function write(browser: DeskBrowser): Promise<{ revision: string; hash: string }> {
  expect((await browser.post(PATH, { revision: '0', ...WORDS })).headers.get('location')).toBe(
    `${PATH}?done=saved`,
  );
  return formOf(await browser.page(PATH));
}

function formOf(page: string): { revision: string; hash: string } {
  const [, revision = '', hash = ''] =
    /name="revision" value="(\d+)"\/?><input type="hidden" name="hash" value="([0-9a-f]{64})"/.exec(page) ??
    [];
  return { revision, hash };
}

/** The scheduler's seconds, until nothing is left. */
async function rounds(desk: GoingDesk, count = 4): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    await queueCorrections(desk.app, never);
    await submitDueSingleMails(desk.app, never);
  }
}

describeStores('a correction', open => {
  it('is put into words, previewed, approved by its hash and reaches once who got the issue and stayed', async () => {
    const desk = await sentDesk(await open(), 112);
    await desk.store.db
      .updateTable('subscribers')
      .set({ state: 'unsubscribed', unsubscribed_at: desk.clock.now() })
      .where('email', '=', 'reader5@example.com')
      .execute();
    await desk.store.db
      .updateTable('subscribers')
      .set({ suppressed_at: desk.clock.now() })
      .where('email', '=', 'reader6@example.com')
      .execute();
    const browser = await desk.signIn();
    const { revision, hash } = await write(browser);
    const page = wordsOf(await browser.page(PATH));
    expect(page).toContain('Approve it for 110 readers');
    expect(page).toContain('Correction: ');
    const frame = await browser.get(`${PATH}/mail`);
    expect(frame.headers.get('content-security-policy')).toContain('sandbox');
    const shown = await frame.text();
    expect(shown).toContain('Zed costs $10 &lt;b&gt;a month&lt;/b&gt;.');
    // Nobody's links: they leave nothing.
    expect(shown).toContain('/unsubscribe/');
    expect(await desk.app.mails('correction')).toEqual([]);
    expect(await (await desk.web.request(`/issues/${WEEK}`)).text()).not.toContain('Correction');

    const form = { revision, hash, read: 'yes' };
    expect((await browser.post(`${PATH}/approve`, { revision, hash })).status).toBe(422);
    expect((await browser.post(`${PATH}/approve`, { ...form, hash: 'f'.repeat(64) })).status).toBe(409);
    expect((await browser.post(`${PATH}/approve`, form)).headers.get('location')).toBe(
      `${PATH}?done=approved`,
    );
    expect((await browser.post(`${PATH}/approve`, form)).status).toBe(409);
    const late = await browser.post(PATH, { ...WORDS, revision, right: 'It is <free>,\nI wrote.' });
    expect([late.status, await late.text()]).toEqual([
      409,
      expect.stringMatching(/was approved by .*What you typed<.*>It is &lt;free&gt;,\nI wrote\.<\/dd>/s),
    ]);
    await rounds(desk);

    const mails = await desk.app.mails('correction');
    expect(mails).toHaveLength(110);
    const read = await Promise.all(
      mails.map(async name => PostalMime.parse(await desk.app.read('correction', name))),
    );
    const to = read.map(mail => mail.to?.[0]?.address ?? '');
    expect(new Set(to).size).toBe(110);
    expect(to).not.toContain('reader5@example.com');
    expect(to).not.toContain('reader6@example.com');
    const [first] = read;
    expect(first?.headers.find(({ key }) => key === 'x-verdicts-kind')?.value).toBe('correction');
    const links = read.map(mail => /\/unsubscribe\/[\w.~-]+/.exec(mail.text ?? '')?.[0]);
    expect(new Set(links).size).toBe(110);
    const own = links[to.indexOf('reader9@example.com')] ?? '';
    await desk.web.request(own, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    const left = await desk.store.db
      .selectFrom('subscribers')
      .select('email')
      .where('state', '=', 'unsubscribed')
      .orderBy('id')
      .execute();
    expect(left.map(({ email }) => email)).toEqual(['reader5@example.com', 'reader9@example.com']);

    const after = wordsOf(await browser.page(PATH));
    expect(after).toContain(`Approved by ${EDITOR}`);
    expect(after).toMatch(/Submitted 110 Pending 0 Rejected 0 Uncertain 0 Left before it was queued 2/);
    expect(wordsOf(await browser.page(`${BASE}/recipients/1`))).toContain('Correction submitted');
    // Their bytes are not kept once they are through.
    await queueCorrections(desk.app, never);
    const kept = desk.store.db.selectFrom('single_mails').select('id').where('kind', '=', 'correction');
    expect(await kept.where('html', '<>', '').execute()).toEqual([]);
    const archive = await (await desk.web.request(`/issues/${WEEK}`)).text();
    expect(archive).toContain('Correction, <time datetime="2026-11-25">25 Nov 2026</time>');
    expect(archive).toContain('Zed costs $10 &lt;b&gt;a month&lt;/b&gt;.');
    const log = (await activityOf(desk.store, WEEK)).map(({ action }) => action);
    expect(log).toEqual(expect.arrayContaining(['correction drafted', 'correction approved']));
  });

  it('goes on where a kill stopped it, for two processes at once, and nobody gets it twice', async () => {
    const store = await open();
    const desk = await sentDesk(store, 130);
    const browser = await desk.signIn();
    const { revision, hash } = await write(browser);
    await browser.post(`${PATH}/approve`, { revision, hash, read: 'yes' });
    await queueCorrections(desk.app, never);
    await submitDueSingleMails(desk.app, never);
    expect(await desk.app.mails('correction')).toHaveLength(100);

    // Killed inside the next chunk: after its first mails, before its place is committed.
    const { now } = desk.app;
    let calls = 0;
    const dying = { ...desk.app, now: () => (++calls > 15 ? fault() : now()) };
    await expect(queueCorrections(dying, never)).rejects.toThrow('killed');
    const kept = await store.db
      .selectFrom('single_mails')
      .select('id')
      .where('kind', '=', 'correction')
      .execute();
    expect(kept).toHaveLength(100);

    await Promise.all([queueCorrections(desk.app, never), queueCorrections(desk.app, never)]);
    await rounds(desk);
    const rows = await store.db
      .selectFrom('single_mails')
      .select(['to_email', 'state', 'html'])
      .where('kind', '=', 'correction')
      .execute();
    expect(rows).toHaveLength(130);
    expect(new Set(rows.map(row => row.to_email)).size).toBe(130);
    expect(rows.every(row => row.state === 'submitted')).toBe(true);
    expect(rows.filter(row => row.html === '')).toHaveLength(130);
    expect(await desk.app.mails('correction')).toHaveLength(130);
    const [row] = await store.db.selectFrom('corrections').selectAll().execute();
    expect(row).toMatchObject({ state: 'queued', queued: 130, left_out: 0 });
  });

  it('reaches nobody who leaves while it waits, and waits for batches nobody can vouch for', async () => {
    const store = await open();
    const desk = await sentDesk(store, 3);
    const browser = await desk.signIn();
    const { revision, hash } = await write(browser);
    const yes = { revision, hash, read: 'yes' };
    await store.db.updateTable('batches').set({ state: 'uncertain' }).execute();
    const early = await browser.post(`${PATH}/approve`, yes);
    expect([early.status, wordsOf(await early.text())]).toEqual([
      409,
      expect.stringContaining('It is not known yet whether some batches arrived'),
    ]);
    await store.db.updateTable('batches').set({ state: 'submitted' }).execute();
    expect((await browser.post(`${PATH}/approve`, yes)).status).toBe(303);
    await queueCorrections(desk.app, never);
    const away = store.db.updateTable('subscribers').where('email', '=', 'reader2@example.com');
    await away.set({ state: 'unsubscribed', unsubscribed_at: desk.clock.now() }).execute();
    await queueCorrections(desk.app, never);
    await rounds(desk);
    expect(await desk.app.mails('correction')).toHaveLength(2);
    const [row] = await store.db.selectFrom('corrections').selectAll().execute();
    expect(row).toMatchObject({ state: 'queued', queued: 2, left_out: 1 });
  });

  it('has one place in words: the second editor is told, and loses nothing', async () => {
    const desk = await sentDesk(await open(), 1);
    const [one, two] = [await desk.signIn(), await desk.signIn('other@example.com')];
    await write(one);
    const late = await two.post(PATH, { ...WORDS, revision: '0', wrong: 'My own words' });
    expect(late.status).toBe(409);
    const told = await late.text();
    expect(wordsOf(told)).toContain(`${EDITOR} has changed it meanwhile`);
    expect(told).toContain('My own words</textarea>');
    expect((await two.post(PATH, { ...WORDS, revision: '1', wrong: 'My own words' })).status).toBe(303);
    const bad = await two.post(PATH, {
      revision: '2',
      wrong: ' ',
      right: 'x'.repeat(1_001),
      url: 'javascript:1',
    });
    expect(bad.status).toBe(422);
    const page = await bad.text();
    expect(wordsOf(page)).toMatch(
      /Say it in a sentence\. .* At most 1000 characters; this has 1001\. .* not a full web address/,
    );
    for (const name of ['wrong', 'right', 'url']) {
      const [field] = new RegExp(`<(?:textarea|input)[^>]* id="${name}"[^>]*>`).exec(page) ?? [];
      expect(field).toContain(`aria-describedby="${name}-problem" aria-invalid="true"`);
      expect(page).toContain(`id="${name}-problem">`);
    }
    expect(await two.page(PATH)).not.toContain('aria-invalid');
    expect(wordsOf(await two.page(PATH))).toContain('My own words');
    const [row] = await desk.store.db.selectFrom('corrections').selectAll().execute();
    expect(row).toMatchObject({ revision: 2, created_by: 'other@example.com' });
  });

  it('is drafted by the command line too, and waits until the issue has stopped going out', async () => {
    const store = await open();
    const desk = await openGoingDesk(store, { readers: 3 });
    expect(await draftCorrection(desk.app, WEEK, 'command line')).toMatchObject({ kind: 'refused' });
    await desk.send();
    await store.db.updateTable('issues').set({ state: 'stopped' }).execute();
    expect(await draftCorrection(desk.app, WEEK, 'command line')).toMatchObject({ kind: 'drafted' });
    expect(await draftCorrection(desk.app, WEEK, 'command line')).toMatchObject({ kind: 'there' });
    const browser = await desk.signIn();
    await browser.post(PATH, { revision: '1', ...WORDS });
    const page = await browser.page(PATH);
    expect(wordsOf(page)).toContain('The issue itself is still going out');
    expect(formOf(page).hash).toBe('');
    await store.db.updateTable('issues').set({ state: 'aborted' }).execute();
    const { revision, hash } = formOf(await browser.page(PATH));
    expect((await browser.post(`${PATH}/approve`, { revision, hash, read: 'yes' })).status).toBe(303);
  });
});

function fault(): never {
  throw new Error('killed');
}
