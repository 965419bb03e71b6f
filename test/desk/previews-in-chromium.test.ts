import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { HOUSE_LOOK } from '../../src/publication/look.ts';
import { describeInChromium, type OpenPage } from '../support/chromium.ts';
import { EDITOR, openDesk } from '../support/desk.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores, type TestStore } from '../support/stores.ts';

const { dark, light } = HOUSE_LOOK;

const WEEK = '2026-W48';
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';
const VIEWS = ['desktop', 'phone', 'dark', 'images-off', 'text', 'source', 'engines', 'web', 'changes'];
const PHONE = { colorScheme: 'light', viewport: { width: 390, height: 844 } } as const;
const WIDE = { colorScheme: 'dark', viewport: { width: 1280, height: 900 } } as const;

async function openPreview(store: TestStore, openPage: OpenPage, options: typeof PHONE | typeof WIDE) {
  const desk = await openDesk(store);
  await pickWeek(desk.app, WEEK, 'test');
  await approveWeek(desk.app, WEEK, EDITOR);
  await store.db
    .updateTable('issues')
    .set({ edits: JSON.stringify({ subject: 'A new subject', intro: 'A quiet week.' }) })
    .execute();
  const site = await onPort(desk.web);
  const { cookies } = await desk.signIn();
  const page = await openPage({ ...options, userAgent: AGENT });
  await page
    .context()
    .addCookies([...cookies].map(([name, value]) => ({ name, value, url: `${site}/desk` })));
  return { page, desk, preview: `${site}/desk/issues/${WEEK}/preview` };
}

/** The ground a frame's mail is printed on. */
async function ground(page: Page, frame: number): Promise<string> {
  const shown = page.frames().filter(one => one !== page.mainFrame())[frame]!;
  // Scripts of the page are shut out of the frame; the browser itself may ask.
  return shown.locator('body').evaluate(body => getComputedStyle(body).backgroundColor);
}

function rgb(hex: string): string {
  const [red, green, blue] = [1, 3, 5].map(from => Number.parseInt(hex.slice(from, from + 2), 16));
  return `rgb(${red}, ${green}, ${blue})`;
}

describeStores('the preview', (open, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'reads well in every view',
      async () => {
        const { page, preview } = await openPreview(await open(), openPage, WIDE);
        for (const view of VIEWS) {
          await page.goto(`${preview}?view=${view}`);
          await expectReadsWell(page, `preview ${view}`);
        }
      },
      300_000,
    );

    it.skipIf(dialect === 'postgres').each([PHONE, WIDE])(
      'shows the mail light or dark as asked for, whatever the screen is ($colorScheme)',
      async options => {
        const { page, preview } = await openPreview(await open(), openPage, options);
        for (const engine of ['react', 'mjml']) {
          await page.goto(`${preview}?engine=${engine}`);
          expect(await ground(page, 0), engine).toBe(rgb(light.paper));
          await page.goto(`${preview}?view=dark&engine=${engine}`);
          expect(await ground(page, 0), engine).toBe(rgb(dark.paper));
        }
        await page.goto(`${preview}?view=phone`);
        expect([await ground(page, 0), await ground(page, 1)]).toEqual([rgb(light.paper), rgb(dark.paper)]);
        for (const [scheme, palette] of [['light', light] as const, ['dark', dark] as const]) {
          await page.goto(`${preview}?view=web&scheme=${scheme}`);
          expect(await ground(page, 0), scheme).toBe(rgb(palette.paper));
        }
      },
      300_000,
    );

    it.skipIf(dialect === 'postgres')(
      'is chosen with the keyboard alone; a vote in it opens a tab and counts nothing',
      async () => {
        const store = await open();
        const { page, preview, desk } = await openPreview(store, openPage, WIDE);
        // The site the mail's links lead to.
        await page.context().route(`${desk.app.settings.PUBLIC_URL}/**`, async route => {
          const request = route.request();
          const answer = await desk.web.request(request.url(), {
            method: request.method(),
            headers: await request.allHeaders(),
            ...(request.method() === 'POST' && { body: request.postData() ?? '' }),
          });
          await route.fulfill({
            status: answer.status,
            headers: Object.fromEntries(answer.headers),
            body: await answer.text(),
          });
        });
        await page.goto(preview);
        await page.getByLabel('Reader’s name').focus();
        await page.keyboard.type('right');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
        await Promise.all([page.waitForURL(/reader=rtl/), page.keyboard.press('Enter')]);
        const mail = page.frameLocator('iframe.mail');
        await expect.poll(() => mail.getByText('ليلى').count()).toBe(1);
        const [tab] = await Promise.all([
          page.waitForEvent('popup'),
          mail.locator('a[href*="choice=a"]').first().click(),
        ]);
        await tab.waitForURL(/\/vote\//);
        await tab.locator('main form button[type=submit]').first().click();
        await tab.waitForLoadState();
        expect(await tab.locator('main').textContent()).toMatch(/test/i);
        expect(page.url()).toContain(preview);
        expect(await store.db.selectFrom('ballots').selectAll().execute()).toEqual([]);
      },
      120_000,
    );
  });
});
