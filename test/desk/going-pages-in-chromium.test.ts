import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { countReports } from '../../src/desk/going/count-reports.ts';
import { resolveBatch } from '../../src/newsroom/resolve-batch.ts';
import { describeInChromium } from '../support/chromium.ts';
import { type DeskBrowser, EDITOR } from '../support/desk.ts';
import { keyedApi } from '../support/frozen-issue.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores } from '../support/stores.ts';
import { BASE, openGoingDesk, WEEK } from './going.ts';

const AGENT = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0' };
const DESK = { ...AGENT, viewport: { width: 1280, height: 900 } };
const PROGRESS = `${BASE}/progress`;

async function signIn(page: Page, site: string, browser: DeskBrowser): Promise<void> {
  await page
    .context()
    .addCookies([{ name: 'desk', value: browser.cookies.get('desk') ?? '', url: `${site}/desk` }]);
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
        const [site, browser] = [await onPort(desk.web), await desk.signIn()];
        const page = await openPage(DESK);
        await signIn(page, site, browser);
        await page.goto(`${site}${PROGRESS}/abort`);
        await expectReadsWell(page, 'ending it');
        await page.goto(`${site}${PROGRESS}`);
        await page.getByText('Live: the numbers change by themselves.').waitFor();
        await expectReadsWell(page, 'going out');
        const submitted = page.locator('td[data-live=submitted]');
        expect(await submitted.textContent()).toBe('100');
        over = true;
        desk.clock.advance(3_600_001);
        await desk.send();
        await page.getByText('Everybody is accounted for.').waitFor();
        expect(await submitted.textContent()).toBe('250');
        await expect.poll(() => page.getByRole('button', { name: 'Stop handing over' }).count()).toBe(0);

        const plain = await openPage({ ...DESK, javaScriptEnabled: false });
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
        const [site, browser] = [await onPort(desk.web), await desk.signIn()];
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
        const page = await openPage(DESK);
        await signIn(page, site, browser);
        for (const [name, path] of pages) {
          await page.goto(`${site}${path}`);
          if (name === 'correction')
            await page.frameLocator('iframe').getByRole('heading', { name: 'We got this wrong' }).waitFor();
          await expectReadsWell(page, name);
        }
        // An unclear batch holds the correction; an editor's decision lets it go.
        await page.getByText('not known yet whether some batches arrived').waitFor();
        const decided = { batch: 2, as: 'submitted', by: EDITOR } as const;
        expect((await resolveBatch(desk.app, WEEK, decided)).kind).toBe('resolved');
        await page.reload();
        await page.getByLabel('I have read it.').check();
        await page.getByRole('button', { name: /^Approve and send to/ }).click();
        await page.getByText('Approved. The first mails leave within seconds.').waitFor();
        await expectReadsWell(page, 'approved');
        await page.goto(`${site}/issues/2026-W48`);
        await expectReadsWell(page, 'corrected page');
      },
      240_000,
    );
  });
});
