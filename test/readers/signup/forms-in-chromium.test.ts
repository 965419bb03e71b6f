import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src/storage/database.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { describeInChromium } from '../../support/chromium.ts';
import { expectReadsWell } from '../../support/reads-well.ts';
import { openSignupSite } from './signup-site.ts';

const EMAIL = 'ada@readers.example';

async function startSite() {
  const store = openStore('file::memory:');
  await migrate(store);
  const site = await openSignupSite(store);
  const server = serve({ fetch: site.web.fetch, port: 0, hostname: '127.0.0.1' });
  onTestFinished(async () => {
    server.close();
    await store.db.destroy();
  });
  await new Promise<void>(resolve => server.once('listening', resolve));
  return { ...site, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

async function submit(page: Page): Promise<void> {
  await page.getByLabel('Your email address').fill(EMAIL);
  await page.getByRole('button', { name: 'Subscribe' }).click();
}

describeInChromium('the sign-up', openPage => {
  it.each([true, false])(
    'goes from the form to the welcome in a browser (scripts: %s)',
    async javaScriptEnabled => {
      const site = await startSite();
      const page = await openPage({ javaScriptEnabled, timezoneId: 'Asia/Kolkata' });
      const complaints = complaintsOf(page);
      await page.goto(`${site.url}/subscribe`);
      await page.locator('summary').click();
      await page.getByLabel('Name').fill('Ada');
      await page.getByLabel('Writing').check();
      site.clock.advance(3_000);
      await submit(page);
      await page.waitForURL('**/subscribed');

      await site.decide();
      await page.goto(`${site.url}${await site.confirmPath()}`);
      await page.getByRole('button', { name: 'Confirm my subscription' }).click();
      await page.getByRole('heading', { name: 'You are on the list.' }).waitFor();

      const reader = await site.store.db.selectFrom('subscribers').selectAll().executeTakeFirst();
      expect(reader).toMatchObject({
        email: EMAIL,
        name: 'Ada',
        interests: '["Writing"]',
        state: 'confirmed',
        timezone: javaScriptEnabled ? 'Asia/Calcutta' : '',
      });
      expect(await site.mails('welcome')).toHaveLength(1);
      expect(complaints).toEqual([]);
    },
  );

  it('takes unseen signs out of an address that was pasted, also when Enter sends it at once', async () => {
    const site = await startSite();
    const page = await openPage();
    await page.goto(`${site.url}/subscribe`);
    site.clock.advance(3_000);
    const field = page.getByLabel('Your email address');
    await field.focus();
    await page.keyboard.insertText('ada\u200b@gmail.com\u2060');
    await field.press('Enter');
    await page.waitForURL('**/subscribed');
    const asked = await site.store.db.selectFrom('signup_requests').select('email').execute();
    expect(asked).toEqual([{ email: 'ada@gmail.com' }]);
  });

  it('solves the task while somebody types when very many sign up, so that the mail leaves at once', async () => {
    const site = await startSite();
    for (let index = 0; index < 10; index += 1)
      await site.json({ email: `r${index}@gmail.com` }, '127.0.0.1');
    await site.decide();
    const page = await openPage();
    const complaints = complaintsOf(page);
    await page.goto(`${site.url}/subscribe`);
    site.clock.advance(3_000);
    await page.getByLabel('Your email address').focus();
    await page.locator('input[name="altcha"]').waitFor({ state: 'attached' });
    await page.waitForFunction(
      () => (document.querySelector('input[name="altcha"]') as HTMLInputElement | null)?.value !== '',
    );
    await submit(page);
    await page.waitForURL('**/subscribed');

    await site.decide();
    expect((await site.mails('confirm')).at(-1)?.to_email).toBe(EMAIL);
    expect(complaints).toEqual([]);
  });

  it('works inside a page of another site', async () => {
    const site = await startSite();
    const page = await openPage();
    await page.goto(`${site.url}/embed`);
    const frame = page.frameLocator('iframe');
    // The time a form needs at the least runs from when the frame has it.
    await frame.getByLabel('Your email address').waitFor();
    site.clock.advance(3_000);
    await frame.getByLabel('Your email address').fill(EMAIL);
    await frame.getByRole('button', { name: 'Subscribe' }).click();
    await frame.getByRole('heading', { name: 'Please check your mail.' }).waitFor();
    await site.decide();
    expect(await site.mails('confirm')).toHaveLength(1);
    const { headers } = await site.request('/embed/form', {});
    expect(headers.get('Content-Security-Policy')).toContain('frame-ancestors *');
    expect(headers.get('X-Frame-Options')).toBeNull();
  });

  it.each(['/embed', '/embed/form', '/confirm/nonsense', 'confirm', 'again'])('%s reads well', async path => {
    const site = await startSite();
    await site.form({ email: EMAIL });
    await site.decide();
    const url = `${site.url}${path === 'confirm' ? await site.confirmPath() : path === 'again' ? '/subscribe' : path}`;
    const page = await openPage();
    await page.goto(url);
    if (path === 'again') {
      await page.getByLabel('Your email address').fill('ada@gmial');
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await page.getByRole('heading', { name: 'Something is not right yet' }).waitFor();
    }
    await expectReadsWell(page, path);
  });
});
