import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findById } from '../../src/storage/audience/subscribers.ts';
import { countAudience } from '../../src/storage/delivery/freezes.ts';
import { describeInChromium } from '../support/chromium.ts';
import { onPort, openReaderSite } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores, type OpenStore } from '../support/stores.ts';

describeStores('preferences in a browser', (open, dialect) => {
  describeInChromium(dialect, openPage => {
    it.each([true, false])(
      'are changed, paused, exported, left and erased by its forms alone (scripts: %s)',
      async javaScriptEnabled => {
        const page = await openPage({ javaScriptEnabled, viewport: { width: 390, height: 844 } });
        await wholeWay(page, open);
      },
      60_000,
    );

    if (dialect === 'postgres') return;

    it('read well on every page of theirs', async () => {
      const { web, link } = await openReaderSite(await open(), { interests: ['Video', 'A'.repeat(40)] });
      const site = await onPort(web);
      const page = await openPage();
      await page.goto(site + link('preferences'));
      await expectReadsWell(page, 'preferences');
      await page.fill('#name', 'x'.repeat(201));
      await press(page, 'Save');
      expect(await page.textContent('#name-problem')).toContain('longer than 200');
      await expectReadsWell(page, 'a fault in a field');
      await press(page, 'Erase me…');
      await expectReadsWell(page, 'erasing, asked once more');
      await page.goto(site + link('unsubscribe'));
      await expectReadsWell(page, 'unsubscribing');
      await page.click('text=Pause it instead');
      await expectReadsWell(page, 'asking for a pause');
      await press(page, 'Pause');
      await expectReadsWell(page, 'paused');
      await page.goto(site + link('unsubscribe'));
      await press(page, 'Unsubscribe');
      await expectReadsWell(page, 'unsubscribed');
      await page.goto(`${site}/preferences/none`);
      await expectReadsWell(page, 'a link that leads nowhere');
    }, 120_000);
  });
});

/** As a reader does it: no header of ours, every check of the site in force. */
async function wholeWay(page: Page, open: OpenStore): Promise<void> {
  const { store, id, link, clock, web } = await openReaderSite(await open());
  const site = await onPort(web);
  const origins: (string | undefined)[] = [];
  page.on('request', request => {
    if (request.method() === 'POST') origins.push(request.headers().origin);
  });
  await page.goto(site + link('preferences'));
  await page.fill('#name', 'Ada King');
  await page.selectOption('#timezone', { label: 'Prague' });
  await page.getByLabel('Video', { exact: true }).check();
  await page.selectOption('#pauseWeeks', '2');
  await press(page, 'Save');
  expect(await page.textContent('[role=status]')).toBe('Saved.');
  expect(await findById(store, id)).toMatchObject({
    name: 'Ada King',
    timezone: 'Europe/Prague',
    interests: ['Video'],
  });
  expect(await countAudience(store, clock.now())).toBe(0);
  expect(await page.textContent('#pauseWeeks option[selected]')).toBe('2 weeks, until 10 Dec 2026');
  await page.getByLabel('Video', { exact: true }).uncheck();
  await page.selectOption('#pauseWeeks', '0');
  await press(page, 'Save');
  expect(await findById(store, id)).toMatchObject({ interests: [], pausedUntil: null });

  const download = page.waitForEvent('download');
  await press(page, 'Export my data');
  expect((await download).suggestedFilename()).toBe('my-newsletter-data.json');

  await page.click('text=Unsubscribe');
  await press(page, 'Unsubscribe');
  expect(await page.textContent('h1')).toBe('You have left.');
  expect(await countAudience(store, clock.now())).toBe(0);
  await page.goto(site + link('unsubscribe'));
  await page.click('text=Pause it instead');
  expect(await page.textContent('main')).not.toMatch(/erase|export/i);
  await page.goto(site + link('preferences'));
  expect(await page.textContent('main')).toContain('Subscribe again');

  await press(page, 'Erase me…');
  expect((await findById(store, id))?.state).toBe('unsubscribed');
  await press(page, 'Erase me for good');
  expect(await page.textContent('h1')).toBe('You have been forgotten.');
  expect((await findById(store, id))?.state).toBe('erased');
  // `no-referrer` makes browsers say so, and the check against foreign forms takes it (own-forms.tsx).
  expect(new Set(origins)).toEqual(new Set(['null']));
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  // A click has ended when the next page begins.
  await page.waitForLoadState();
}
