import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { countReports } from '../../src/desk/count-reports.ts';
import { createWebApp } from '../../src/web/app.ts';
import { webDeps } from '../../src/web-deps.ts';
import { axeFaults } from '../support/axe.ts';
import { describeInChromium } from '../support/chromium.ts';
import type { DeskBrowser } from '../support/desk.ts';
import { keyedApi } from '../support/frozen-issue.ts';
import { onPort } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';
import { BASE, type GoingDesk, openGoingDesk } from './going.ts';

const AGENT = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0' };
const PHONE = { ...AGENT, viewport: { width: 390, height: 844 }, colorScheme: 'light' } as const;
const DARK = { ...AGENT, viewport: { width: 1280, height: 900 }, colorScheme: 'dark' } as const;
const LIGHT = { ...AGENT, viewport: { width: 1280, height: 900 }, colorScheme: 'light' } as const;
const VIEWS = process.env.CHECK_FULL ? [LIGHT, DARK, PHONE] : [DARK, PHONE];
/** Where pictures go, for whoever wants to look at them. */
const PICTURES = process.env.DESK_PICTURES ?? '';
const PROGRESS = `${BASE}/progress`;

async function onLine(desk: GoingDesk): Promise<string> {
  const deps = await webDeps(desk.app);
  return onPort(
    createWebApp({
      ...deps,
      publicUrl: 'http://127.0.0.1',
      desk: { ...deps.desk, going: { ...deps.desk.going, lookEveryMs: 50 } },
    }),
  );
}

async function signIn(page: Page, site: string, browser: DeskBrowser): Promise<void> {
  await page
    .context()
    .addCookies([{ name: 'desk', value: browser.cookies.get('desk') ?? '', url: `${site}/desk` }]);
}

async function expectReadable(page: Page, what: string, picture: string): Promise<void> {
  if (PICTURES !== '') {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: `${PICTURES}/${picture}.png`, fullPage: true });
  }
  const faults = await axeFaults(page);
  expect(faults.map(fault => `${what}: ${fault}`)).toEqual([]);
  const { width } = page.viewportSize() ?? { width: 0 };
  expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(width);
  expect(await page.locator('h1').count(), what).toBe(1);
}

describeStores('the pages of an issue that goes out', (open, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'change by themselves while it goes, and are whole again when it rests',
      async () => {
        let over = false;
        let calls = 0;
        const api = keyedApi({
          script: () =>
            calls++ === 0 || over
              ? undefined
              : {
                  kind: 'wait',
                  because: 'daily_quota',
                  retryAfterMs: 3_600_000,
                  reason: 'The daily quota is used up.',
                },
        });
        const desk = await openGoingDesk(await open(), { readers: 250, api });
        await desk.send();
        const [site, browser] = [await onLine(desk), await desk.signIn()];
        for (const view of VIEWS) {
          const page = await openPage(view);
          await signIn(page, site, browser);
          await page.goto(`${site}${PROGRESS}`);
          await page.getByText('Live: the numbers change by themselves.').waitFor();
          const name = `going-${view.colorScheme}-${view.viewport.width}`;
          await expectReadable(page, 'going out', name);
          await page.goto(`${site}${PROGRESS}/abort`);
          await expectReadable(page, 'ending it', `abort-${view.colorScheme}-${view.viewport.width}`);
          await page.close();
        }
        const page = await openPage(LIGHT);
        await signIn(page, site, browser);
        await page.goto(`${site}${PROGRESS}`);
        const submitted = page.locator('td[data-live=submitted]');
        expect(await submitted.textContent()).toBe('100');
        over = true;
        desk.clock.advance(3_600_001);
        await desk.send();
        await page.getByText('Nothing is left to hand over.').waitFor();
        expect(await submitted.textContent()).toBe('250');
        await expect.poll(() => page.getByRole('button', { name: 'Stop handing over' }).count()).toBe(0);

        const plain = await openPage({ ...LIGHT, javaScriptEnabled: false });
        await signIn(plain, site, browser);
        await plain.goto(`${site}${PROGRESS}`);
        expect(await plain.locator('td[data-live=submitted]').textContent()).toBe('250');
      },
      120_000,
    );

    it.skipIf(dialect === 'postgres')(
      'read well when it is out: no fault that axe knows, no wider than a phone',
      async () => {
        const store = await open();
        let first = true;
        const api = keyedApi({
          keyWindowMs: null,
          rejects: to => to === 'reader7@example.com',
          script: ({ to }) => {
            if (first || !to.includes('reader150@example.com')) {
              first = false;
              return undefined;
            }
            return { kind: 'unclear', reason: 'The connection was reset after 20 seconds.' };
          },
        });
        const desk = await openGoingDesk(store, { readers: 250, api });
        await desk.send();
        await countReports(desk.app, new AbortController().signal);
        const [site, browser] = [await onLine(desk), await desk.signIn()];
        await browser.post(`${BASE}/correction`, {
          revision: '0',
          wrong: 'Grammarly costs $30 a month.',
          right: 'Grammarly is from $12 a month when it is paid by the year, $30 by the month.',
          url: `${desk.app.settings.PUBLIC_URL}/issues/2026-W48`,
        });
        const [link] = await store.db.selectFrom('go_links').selectAll().orderBy('tool').execute();
        await browser.post(`${BASE}/links`, {
          tool: link!.tool,
          from: link!.target,
          to: 'https://right.example/',
        });
        const pages = [
          ['sent', PROGRESS],
          ['batch', `${PROGRESS}/batches/2`],
          ['recipients', `${BASE}/recipients`],
          ['rejected', `${BASE}/recipients?state=rejected`],
          ['nobody', `${BASE}/recipients?q=nobody-has-this`],
          ['reader', `${BASE}/recipients/7`],
          ['links', `${BASE}/links`],
          ['correction', `${BASE}/correction`],
        ] as const;
        for (const view of VIEWS) {
          const page = await openPage(view);
          await signIn(page, site, browser);
          for (const [name, path] of pages) {
            await page.goto(`${site}${path}`);
            if (name === 'correction')
              await page.frameLocator('iframe').getByRole('heading', { name: 'We got this wrong' }).waitFor();
            await expectReadable(page, name, `${name}-${view.colorScheme}-${view.viewport.width}`);
          }
          await page.close();
        }
        const page = await openPage(PHONE);
        await signIn(page, site, browser);
        await page.goto(`${site}${BASE}/correction`);
        if (PICTURES !== '') {
          await page.locator('iframe').scrollIntoViewIfNeeded();
          await page.screenshot({ path: `${PICTURES}/correction-frame.png` });
        }
        await page.getByLabel('I have read it.').check();
        await page.getByRole('button', { name: /^Approve and send to/ }).click();
        await page.getByText('Approved. The first mails leave within seconds.').waitFor();
        await expectReadable(page, 'approved', 'approved-light-390');
        await page.goto(`${site}/issues/2026-W48`);
        await expectReadable(page, 'corrected page', 'archive-light-390');
      },
      240_000,
    );
  });
});
