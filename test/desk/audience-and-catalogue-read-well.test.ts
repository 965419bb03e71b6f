import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { countByStatus } from '../../src/storage/audience/subscribers.ts';
import { suppress } from '../../src/storage/audience/suppressions.ts';
import { describeInChromium } from '../support/chromium.ts';
import { openDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores } from '../support/stores.ts';

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';
const FILE = 'email,name,timezone\nada@readers.example,Ada,Europe/Prague\nnobody,Bob,\n';

describeStores('the pages of audience and catalogue', (open, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'read well, light and dark, and on a phone',
      async () => {
        const { at, cookie } = await deskOnPort(await open());
        const page = await openPage({ userAgent: AGENT });
        await page.context().addCookies([cookie]);
        for (const path of PAGES) {
          await page.goto(`${at}${path}`);
          await expectReadsWell(page, path);
        }
        await giveFile(page, at);
        await expectReadsWell(page, 'what a file would do');
      },
      180_000,
    );

    it('take a file in with the keyboard alone', async () => {
      const { at, cookie, store } = await deskOnPort(await open());
      const page = await openPage({ userAgent: AGENT, viewport: { width: 1280, height: 900 } });
      await page.context().addCookies([cookie]);
      const before = await countByStatus(store);
      await giveFile(page, at);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('What would happen');
      expect(await page.getByText('the address has no @').count()).toBe(1);
      await page.getByRole('button', { name: 'Import 1 good row' }).press('Enter');
      await page.getByRole('heading', { name: 'Imported' }).waitFor();
      expect(await countByStatus(store)).toEqual({ ...before, pending: before.pending + 1 });
    }, 120_000);
  });
});

const PAGES = [
  '/desk/audience',
  '/desk/audience/readers',
  '/desk/audience/readers?q=nothing%20like%20it',
  '/desk/audience/readers/1',
  '/desk/audience/readers/1/erase',
  '/desk/audience/suppressions',
  '/desk/audience/import',
  '/desk/catalogue',
  '/desk/catalogue/tools/zed',
  '/desk/catalogue/problems',
];

async function deskOnPort(store: Parameters<typeof openDesk>[0]) {
  const desk = await openDesk(store);
  await addReaders(store, 8, desk.clock);
  await suppress(store, {
    email: `${'long-name-'.repeat(5)}@${'long-company-'.repeat(4)}name.example`,
    reason: 'hard_bounce',
    detail: '550 5.1.1 no such mailbox here',
    at: desk.clock.now(),
  });
  await pickWeek(desk.app, '2026-W48', 'test');
  const browser = await desk.signIn();
  const at = await onPort(desk.web);
  return { at, store, cookie: { name: 'desk', value: browser.cookies.get('desk') ?? '', url: `${at}/desk` } };
}

async function giveFile(page: Page, at: string): Promise<void> {
  await page.goto(`${at}/desk/audience/import`);
  await page.setInputFiles('#file', { name: 'readers.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
  await page.getByRole('button', { name: 'Look through it' }).press('Enter');
  await page.waitForURL(/\/import\/./);
}
