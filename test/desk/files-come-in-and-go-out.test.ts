import { ReadableStream as Stream } from 'node:stream/web';
import { expect, it } from 'vitest';
import { exportSubscribers } from '../../src/audience/export.ts';
import { exportPages } from '../../src/storage/audience/subscriber-export.ts';
import { countByStatus } from '../../src/storage/audience/subscribers.ts';
import { latestActivity } from '../../src/storage/issue/activity.ts';
import { textSink } from '../audience/text-sink.ts';
import { type DeskBrowser, EDITOR, openDesk } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';
import { count, settledPage } from './import-pages.ts';

const NOBODY = { pending: 0, confirmed: 0, unsubscribed: 0, suppressed: 0, erased: 0 };
const FILE = [
  'email,name,timezone,interests,status',
  'ada@readers.example,Ada,Europe/Prague,Agents;Code,',
  'not an address,Bob,,,',
  'cem@readers.example,Cem,,,unsubscribed',
  'dan@readers.example,=SUM(A1),,,',
  'eve@readers.example,Eve,Nowhere/Land,,confirmed',
].join('\n');

function form(fields: Record<string, string>, file: string | null, name = 'readers.csv'): FormData {
  const data = new FormData();
  for (const [key, value] of Object.entries(fields)) data.set(key, value);
  if (file !== null) data.set('file', new File([file], name, { type: 'text/csv' }));
  return data;
}

const give = (browser: DeskBrowser, fields: Record<string, string>, file: string | null, name?: string) =>
  browser.post('/desk/audience/import', form(fields, file, name));

describeStores('a file of subscribers', open => {
  it('is looked through first, bad rows by line, and written on the editor’s word', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const taken = await give(browser, { as: 'confirmed', consent: 'Yes, weekly.' }, FILE);
    expect(taken.status).toBe(303);
    const path = taken.headers.get('location') ?? '';
    const forecast = await settledPage(browser, path);
    expect(forecast).toContain('What would happen');
    expect([count(forecast, 'new, confirmed'), count(forecast, 'new, unsubscribed')]).toEqual(['2', '1']);
    expect(count(forecast, 'refused, and not imported')).toBe('2');
    expect(forecast).toMatch(/<td class="number">3<\/td><td>email<\/td>/);
    expect(forecast).toMatch(/<td class="number">6<\/td><td>timezone<\/td>/);
    expect(forecast).toContain('Import 3 good rows');
    expect(forecast).toContain('6 lines: 1 of the header + 5 rows.');
    expect(await countByStatus(desk.store)).toEqual(NOBODY);

    expect((await browser.post(path, { act: 'write' })).headers.get('location')).toBe(path);
    const report = await settledPage(browser, path);
    expect(report).toContain('<h1>Imported</h1>');
    expect(count(report, 'new, confirmed')).toBe('2');
    expect(await countByStatus(desk.store)).toEqual({ ...NOBODY, confirmed: 2, unsubscribed: 1 });
    const consents = await desk.store.db
      .selectFrom('consents')
      .select(['event', 'wording', 'source'])
      .execute();
    expect(consents).toContainEqual({ event: 'imported', wording: 'Yes, weekly.', source: 'import' });
    // The word once given is not given twice.
    await browser.post(path, { act: 'write' });
    expect(await countByStatus(desk.store)).toEqual({ ...NOBODY, confirmed: 2, unsubscribed: 1 });
    const log = await latestActivity(desk.store, { before: null, limit: 3 });
    expect(log.map(({ who, action }) => [who, action])).toEqual([
      [EDITOR, 'imported'],
      [EDITOR, 'import begun'],
      [EDITOR, 'signed in'],
    ]);
    expect(log[0]?.detail).toContain('readers.csv: 5 rows: 2 new confirmed');
    expect(log[0]?.detail).toContain('2 refused; 6 lines: 1 of the header + 5 rows');
  });

  it('lets a reader leave whose row has something wrong, and tells what it took for granted', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const words = { as: 'confirmed', consent: 'Yes, weekly.' };
    const throughDesk = async (text: string) => {
      const path = (await give(browser, words, text)).headers.get('location') ?? '';
      const forecast = await settledPage(browser, path);
      await browser.post(path, { act: 'write' });
      return [forecast, await settledPage(browser, path)];
    };
    await throughDesk('email\nada@readers.example\nbob@readers.example\n');
    const text =
      'email;name;timezone;status\n\nada@readers.example;"Ada;;unsubscribed\nbob@readers.example;Bob;Mars;suppressed\n';
    for (const page of await throughDesk(text)) {
      expect([count(page, 'changed: confirmed, left, or gaps filled'), count(page, 'suppressed')]).toEqual([
        '1',
        '1',
      ]);
      expect(page).toContain('4 lines: 1 of the header + 1 blank + 2 rows.');
      expect(page).toContain('Its cells are separated by semicolons.');
      expect(page).toContain('2 rows with something wrong ask for no mail, and get none.');
      expect(page).toContain('the reader counts as suppressed all the same');
    }
    expect(await countByStatus(desk.store)).toEqual({ ...NOBODY, unsubscribed: 1, suppressed: 1 });
  });

  it('without consent makes readers pending, who are asked at the caps', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const path = (await give(browser, { as: 'pending', consent: '' }, FILE)).headers.get('location') ?? '';
    expect(await settledPage(browser, path)).toContain('At most 2 confirmation mails would be queued');
    await browser.post(path, { act: 'write' });
    expect(await settledPage(browser, path)).toContain('Confirmation mails for 2 are queued');
    expect(await countByStatus(desk.store)).toMatchObject({ pending: 2, confirmed: 0 });
    const mails = await desk.store.db
      .selectFrom('single_mails')
      .select('to_email')
      .where('kind', '=', 'confirm')
      .execute();
    expect(mails.map(mail => mail.to_email)).toEqual(['ada@readers.example', 'dan@readers.example']);
  });

  it('is refused with what was typed when something is missing, and nothing is kept', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const bare = await give(browser, { as: 'confirmed', consent: '  ' }, FILE);
    expect([bare.status, await bare.text()]).toEqual([
      422,
      expect.stringMatching(/Write down the words.*checked/s),
    ]);
    const none = await give(browser, { as: 'confirmed', consent: 'Yes, <b>weekly</b>.' }, '', '');
    expect([none.status, await none.text()]).toEqual([
      422,
      expect.stringContaining('value="Yes, &lt;b&gt;weekly&lt;/b&gt;."'),
    ]);
    expect((await browser.post('/desk/audience/import', { as: 'pending' })).status).toBe(422);
    const wrong = await give(browser, { as: 'pending', consent: '' }, 'mail;name\nada@readers.example;Ada\n');
    const page = await settledPage(browser, wrong.headers.get('location') ?? '');
    expect(page).toContain('the header has no email column');
    expect(page).not.toContain('value="write"');
  });

  it('of twenty megabytes is taken and of more is not, whether or not it says how long it is', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const megabyte = `${'x'.repeat(63)}\n`.repeat(16_384);
    const words = { as: 'confirmed', consent: 'Yes, weekly.' };
    const large = await give(browser, words, `email\n${megabyte.repeat(20)}`);
    expect([large.status, await large.text()]).toEqual([
      413,
      expect.stringMatching(/larger than 20 MB.*value="Yes, weekly\."/s),
    ]);
    const [boundary, cookie] = [
      'b',
      [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    ];
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nemail\n`;
    async function* endless() {
      yield Buffer.from(head);
      for (let n = 0; n < 30; n += 1) yield Buffer.from(megabyte);
    }
    const upload = (body: AsyncIterable<Uint8Array>, headers: Record<string, string> = {}) =>
      desk.web.request('/desk/audience/import', {
        method: 'POST',
        headers: {
          Cookie: cookie,
          'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0',
          'Sec-Fetch-Site': 'same-origin',
          'Content-Type': `multipart/form-data; boundary=${boundary}`,
          ...headers,
        },
        body: Stream.from(body),
        duplex: 'half',
      } as RequestInit);
    const answer = await upload(endless());
    expect(answer.status).toBe(413);
    // Of one that says so itself nothing but the fields is read.
    let taken = 0;
    async function* told() {
      yield Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="consent"\r\n\r\nYes.\r\n${head}`,
      );
      for (; taken < 30; taken += 1) yield Buffer.from(megabyte);
    }
    const said = await upload(told(), { 'Content-Length': String(30 * 1_024 * 1_024) });
    expect([said.status, await said.text()]).toEqual([413, expect.stringContaining('value="Yes."')]);
    expect(taken).toBeLessThan(5);
    const cut = await desk.web.request('/desk/audience/import', {
      method: 'POST',
      headers: {
        Cookie: cookie,
        'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0',
        'Sec-Fetch-Site': 'same-origin',
        'Content-Type': `multipart/form-data; boundary=${boundary}`,
      },
      body: `${head}ada@readers.example\n`,
    });
    expect(cut.status).toBe(422);
    expect(await countByStatus(desk.store)).toEqual(NOBODY);
  });

  it('is its editor’s alone, and for half an hour', async () => {
    const desk = await openDesk(await open(), { settings: { EDITORS: `${EDITOR},other@example.com` } });
    const [browser, other] = [await desk.signIn(), await desk.signIn('other@example.com')];
    const path = (await give(browser, { as: 'pending', consent: '' }, FILE)).headers.get('location') ?? '';
    await settledPage(browser, path);
    expect((await other.get(path)).status).toBe(404);
    expect((await other.post(path, { act: 'write' })).status).toBe(404);
    desk.clock.advance(31 * 60_000);
    const next = (await give(browser, { as: 'pending', consent: '' }, FILE)).headers.get('location') ?? '';
    expect((await browser.get(path)).status).toBe(404);
    await settledPage(browser, next);
    expect((await browser.post(next, { act: 'drop' })).headers.get('location')).toBe(
      '/desk/audience/import?done=left',
    );
    expect((await browser.get(next)).status).toBe(404);
    expect(await countByStatus(desk.store)).toEqual(NOBODY);
  });

  it('goes out the same as by the command, and the log says who took it', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const path =
      (await give(browser, { as: 'confirmed', consent: 'Yes.' }, FILE)).headers.get('location') ?? '';
    await settledPage(browser, path);
    await browser.post(path, { act: 'write' });
    await settledPage(browser, path);
    const answer = await browser.post('/desk/audience/export');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="subscribers.csv"');
    const sink = textSink();
    await exportSubscribers(exportPages(desk.store), sink.writable);
    expect(await answer.text()).toBe(sink.text());
    expect(sink.text()).toContain("'=SUM(A1)");
    expect((await latestActivity(desk.store, { before: null, limit: 1 }))[0]).toMatchObject({
      who: EDITOR,
      action: 'exported',
    });
    expect((await browser.get('/desk/audience/export')).status).toBe(405);
    // Who stops the download part of the way breaks nothing.
    const stopped = (await browser.post('/desk/audience/export')).body?.getReader();
    await stopped?.read();
    await stopped?.cancel();
  });
});
