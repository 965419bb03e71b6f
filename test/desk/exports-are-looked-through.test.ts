import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { countByStatus } from '../../src/storage/audience/subscribers.ts';
import { latestActivity } from '../../src/storage/issue/activity.ts';
import { describeInChromium } from '../support/chromium.ts';
import { type DeskBrowser, EDITOR, openDesk } from '../support/desk.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores } from '../support/stores.ts';
import { count, settledPage } from './import-pages.ts';

const NOBODY = { pending: 0, confirmed: 0, unsubscribed: 0, suppressed: 0, erased: 0 };
const CONSENT = { as: 'confirmed', consent: 'Yes, weekly.' };

const exported = (name: string) => readFile(new URL(`../audience/exports/${name}`, import.meta.url));

async function give(browser: DeskBrowser, name: string, fields: Record<string, string> = {}) {
  const data = new FormData();
  for (const [key, value] of Object.entries({ ...CONSENT, ...fields })) data.set(key, value);
  data.set('file', new File([Uint8Array.from(await exported(name))], name, { type: 'text/csv' }));
  return (await browser.post('/desk/audience/import', data)).headers.get('location') ?? '';
}

/** What a select of the page says, and where it stands among the fields. */
function chosen(page: string, label: string) {
  const select = new RegExp(`<select name="([^"]+)" aria-label="${label}[^"]*">(.*?)</select>`).exec(page);
  const value = /<option value="([^"]*)" selected=""/.exec(select?.[2] ?? '')?.[1];
  return { field: select?.[1] ?? '', value };
}

describeStores('an export of another service', open => {
  it('shows how each column and word was read before anything is written', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const page = await settledPage(browser, await give(browser, 'kit.csv'));
    expect(page).toContain('Read as an export of Kit (ConvertKit), told by the columns “first_name”');
    expect(chosen(page, 'first_name is read as').value).toBe('first');
    expect(chosen(page, 'tags is read as').value).toBe('nothing');
    expect(page).toContain('left out: unknown');
    expect(chosen(page, 'cancelled counts as').value).toBe('unsubscribed');
    expect(chosen(page, 'hibernating counts as').value).toBe('');
    expect(page).toContain('unknown: these rows are refused');
    expect([count(page, 'new, confirmed'), count(page, 'suppressed')]).toEqual(['1', '2']);
    expect(await countByStatus(desk.store)).toEqual(NOBODY);
  });

  it('is read as its editor says, and nobody imports what they have not seen', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const path = await give(browser, 'kit.csv');
    const first = await settledPage(browser, path);
    const word = chosen(first, 'hibernating counts as').field;
    const name = chosen(first, 'first_name is read as').field;
    const change = { [word]: 'unsubscribed', [name]: 'nothing' };
    const answer = await browser.post(path, { act: 'write', ...change });
    expect(answer.headers.get('location')).toBe(`${path}?done=changed`);
    expect(await countByStatus(desk.store)).toEqual(NOBODY);
    const second = await settledPage(browser, `${path}?done=changed`);
    expect(second).toContain('You changed how the file is read');
    expect(count(second, 'new, unsubscribed')).toBe('2');
    expect(chosen(second, 'first_name is read as').value).toBe('nothing');
    // What the page shows now is no change any more.
    await browser.post(path, { act: 'write', ...change });
    expect(await settledPage(browser, path)).toContain('<h1>Imported</h1>');
    expect(await countByStatus(desk.store)).toEqual({
      ...NOBODY,
      confirmed: 1,
      pending: 1,
      unsubscribed: 2,
      suppressed: 2,
    });
    const names = await desk.store.db.selectFrom('subscribers').select('name').execute();
    expect(new Set(names.map(row => row.name))).toEqual(new Set(['']));
    const [log] = await latestActivity(desk.store, { before: null, limit: 1 });
    expect(log).toMatchObject({ who: EDITOR, action: 'imported' });
  });

  it('is read anew as another service’s, and never so that leavers come back', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const path = await give(browser, 'mailchimp-unsubscribed.csv', { from: 'csv' });
    const asCsv = await settledPage(browser, path);
    expect(asCsv).toContain('Read as plain CSV, as you said.');
    await browser.post(path, { act: 'map', from: 'auto', 'column.0': 'nothing' });
    const page = await settledPage(browser, path);
    expect(chosen(page, 'Email Address is read as').value).toBe('email');
    expect(page).toContain('Everybody in this file has left');
    expect(count(page, 'new, unsubscribed')).toBe('3');
    const kit = await give(browser, 'kit.csv');
    const word = chosen(await settledPage(browser, kit), 'complained counts as').field;
    await browser.post(kit, { act: 'map', [word]: 'confirmed' });
    expect(chosen(await settledPage(browser, kit), 'complained counts as').value).toBe('suppressed');
  });

  it('whose addresses nobody finds can be shown where they are', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const data = new FormData();
    for (const [key, value] of Object.entries(CONSENT)) data.set(key, value);
    data.set('file', new File(['Name,Reach them at\nAda,ada@readers.example\n'], 'odd.csv'));
    const path = (await browser.post('/desk/audience/import', data)).headers.get('location') ?? '';
    const page = await settledPage(browser, path);
    expect(page).toContain('the header has no email column');
    expect(page).not.toContain('value="write"');
    await browser.post(path, { act: 'map', [chosen(page, 'Reach them at is read as').field]: 'email' });
    expect(count(await settledPage(browser, path), 'new, confirmed')).toBe('1');
  });

  it('whose empty status is refused can be told what that means', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const data = new FormData();
    for (const [key, value] of Object.entries(CONSENT)) data.set(key, value);
    data.set('file', new File(['email,status,company\nada@readers.example,,Co\n'], 'odd.csv'));
    const path = (await browser.post('/desk/audience/import', data)).headers.get('location') ?? '';
    const page = await settledPage(browser, path);
    expect(page).toContain('the status is empty, and nobody knows what that means here');
    const { field, value } = chosen(page, '\\(empty\\) counts as');
    expect([count(page, 'new, confirmed'), value]).toEqual(['0', '']);
    await browser.post(path, { act: 'map', [field]: 'confirmed' });
    expect(count(await settledPage(browser, path), 'new, confirmed')).toBe('1');
  });

  describeInChromium('in a browser', openPage => {
    it('reads well, and is changed and imported with the keyboard alone', async () => {
      const desk = await openDesk(await open());
      const browser = await desk.signIn();
      const at = await onPort(desk.web);
      const page = await openPage({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0' });
      const cookie = { name: 'desk', value: browser.cookies.get('desk') ?? '', url: `${at}/desk` };
      await page.context().addCookies([cookie]);
      await page.goto(`${at}/desk/audience/import`);
      const buffer = await exported('beehiiv.csv');
      await page.setInputFiles('#file', { name: 'beehiiv.csv', mimeType: 'text/csv', buffer });
      await page.getByRole('button', { name: 'Look through it' }).press('Enter');
      await page.getByRole('heading', { name: 'How it was read' }).waitFor();
      await expectReadsWell(page, 'an export of another service');
      await page.getByLabel('needs approval counts as').selectOption('unsubscribed');
      await page.getByRole('button', { name: 'Look through it again' }).press('Enter');
      await page.getByRole('row', { name: 'new, unsubscribed 3' }).waitFor();
      await page.getByRole('button', { name: 'Import 5 good rows' }).press('Enter');
      await page.getByRole('heading', { name: 'Imported' }).waitFor();
      expect(await countByStatus(desk.store)).toMatchObject({ pending: 2, unsubscribed: 3 });
    }, 120_000);
  });
});
