import { describe, expect, it } from 'vitest';
import { proposeCatalogue } from '../../src/newsroom/catalogue/propose-catalogue.ts';
import { SCOPES } from '../../src/newsroom/keys/scope.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { apiKeys } from '../../src/storage/api/api-keys.ts';
import { recordActivity } from '../../src/storage/issue/activity.ts';
import { sampleCatalogue } from '../api/api-world.ts';
import { describeInChromium } from '../support/chromium.ts';
import { EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { everyRow } from '../support/every-row.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores, openSqliteStore } from '../support/stores.ts';

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';
const SECRET = /vk_[\w-]{43}/;

describeStores('the desk’s page of keys', open => {
  it('makes a key, shows it once, and ends it', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const made = await browser.post('/desk/keys', [
      ['name', 'nightly export'],
      ['scope', 'read'],
      ['scope', 'subscribers'],
    ]);
    const page = await made.text();
    expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const [secret = ''] = SECRET.exec(page) ?? [];
    expect(await ask(desk, secret)).toBe(200);
    const later = await browser.page('/desk/keys');
    expect(later).toContain('nightly export');
    expect(later).toContain('read, subscribers');
    expect(later).not.toMatch(SECRET);
    const [key] = await apiKeys(desk.store);
    expect(key).toMatchObject({ createdBy: EDITOR, scopes: ['read', 'subscribers'], revokedAt: null });
    const ended = await browser.post(`/desk/keys/${key?.id}/withdraw`);
    expect([ended.status, ended.headers.get('location')]).toEqual([303, '/desk/keys?done=withdrawn']);
    expect(await ask(desk, secret)).toBe(401);
    expect((await browser.post(`/desk/keys/${key?.id}/withdraw`)).status).toBe(409);
    expect(await browser.page('/desk/log')).toMatch(/key withdrawn[\s\S]*nightly export[\s\S]*key made/);
  });

  it('says what is wrong, keeps what was typed, and makes nothing', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    const before = await everyRow(desk.store);
    const refused = await browser.post('/desk/keys', [
      ['name', 'me@example.com'],
      ['scope', 'editorial'],
    ]);
    const page = await refused.text();
    expect(refused.status).toBe(422);
    expect(page).toContain('cannot be the name of a key');
    expect(page).toContain('value="me@example.com"');
    expect(page).toMatch(
      /name="scope"[^>]*checked=""[^>]*value="editorial"|value="editorial"[^>]*checked=""/,
    );
    expect((await browser.post('/desk/keys', { name: 'nothing' })).status).toBe(422);
    expect((await browser.post('/desk/keys', { name: 'x', scope: 'approve' })).status).toBe(422);
    expect(await everyRow(desk.store)).toEqual(before);
  });

  it('tells a program from a person in the log', async () => {
    const desk = await openDesk(await open());
    const line = { at: desk.clock.now(), week: '', action: 'changed', detail: '', contentHash: '' };
    await recordActivity(desk.store, { ...line, who: 'key agent' });
    const log = await (await desk.signIn()).page('/desk/log');
    expect(log).toContain('<span class="program">program</span> agent');
    expect(log).not.toContain('key agent');
  });
});

describeStores('a proposed catalogue', open => {
  it('waits at the desk until an editor sets it aside, and is never in use by itself', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    expect(await browser.page('/desk/catalogue')).not.toContain('proposed');
    const catalogue = sampleCatalogue();
    const who = 'key database';
    const proposed = await proposeCatalogue(desk.app, { catalogue, note: 'Two <b>more</b>', who });
    expect(proposed).toMatchObject({ kind: 'proposed', proposal: { id: 1 } });
    expect(await browser.page('/desk/catalogue')).toContain('A program has proposed a new version.');
    const list = await browser.page('/desk/catalogue/proposals');
    expect(list).toContain('Two &lt;b&gt;more&lt;/b&gt;');
    const file = await browser.get('/desk/catalogue/proposals/1/catalogue.json');
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(await file.json()).toEqual(catalogue);
    expect((await browser.post('/desk/catalogue/proposals/1/aside')).status).toBe(303);
    expect((await browser.post('/desk/catalogue/proposals/9/aside')).status).toBe(404);
    expect(await browser.page('/desk/catalogue')).not.toContain('proposed');
    expect(await browser.page('/desk/catalogue/proposals')).toContain(`set aside by ${EDITOR}`);
  });

  it('is refused with every error it has', async () => {
    const desk = await openDesk(await open());
    const refused = await proposeCatalogue(desk.app, { catalogue: { panel: [] }, note: '', who: 'key x' });
    expect(refused).toMatchObject({ kind: 'invalid' });
    expect(await desk.store.db.selectFrom('catalogue_proposals').selectAll().execute()).toEqual([]);
  });
});

describe('the pages of keys and proposals', () => {
  describeInChromium('in a browser', openPage => {
    it('read well, and a key is made with the keyboard alone', async () => {
      const desk = await openDesk(await openSqliteStore());
      await pickWeek(desk.app, '2026-W48', 'schedule');
      const note = 'Forty-two tools more, from the database of last night, with prices that were checked';
      await proposeCatalogue(desk.app, {
        catalogue: sampleCatalogue(),
        note,
        who: `key ${'long name '.repeat(5)}`,
      });
      const at = await onPort(desk.web);
      const session = (await desk.signIn()).cookies.get('desk') ?? '';
      const page = await openPage({ userAgent: AGENT });
      await page.context().addCookies([{ name: 'desk', value: session, url: at }]);
      await page.goto(`${at}/desk/keys`);
      await expectReadsWell(page, 'no key');
      await page.getByLabel('Name').fill('website form of the second publication');
      for (const scope of SCOPES) await page.getByLabel(new RegExp(`^${scope}:`)).check();
      await page.getByRole('button', { name: 'Make the key' }).press('Enter');
      await page.getByText('shown now and never again').waitFor();
      await expectReadsWell(page, 'a key that was made');
      await page.getByRole('button', { name: 'Withdraw the key' }).press('Enter');
      await page.getByText('from now on it opens nothing').waitFor();
      await expectReadsWell(page, 'a key that was withdrawn');
      for (const path of ['/desk/catalogue/proposals', '/desk/catalogue', '/desk/log']) {
        await page.goto(`${at}${path}`);
        await expectReadsWell(page, path);
      }
    }, 120_000);
  });
});

async function ask({ web }: TestDesk, secret: string): Promise<number> {
  const headers = { Authorization: `Bearer ${secret}` };
  return (await web.request('/api/v1/issues', { headers })).status;
}
