import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { renderWebVersion } from '../../src/render/web-version.ts';
import { openSiteWith } from '../site/sent-issue.ts';
import { describeInChromium } from '../support/chromium.ts';
import { fullest } from '../support/content.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { emptyOutbox, mail, openSite, sendToOutbox } from './site.ts';

const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(1)> كاتب ${'endless '.repeat(30)}`;
const letter = [
  '<!doctype html><html lang="en"><head><title>Letter</title><meta name="color-scheme" content="light dark"></head>',
  '<body><h1>Letter</h1><script>document.body.innerHTML="scripted"</script>',
  '<img src="https://tracker.example/pixel.gif" alt="" width="1" height="1">',
].join('');

/** A development machine before its first issue, with a full outbox, on a port of its own. */
async function serveOutbox() {
  const outbox = await emptyOutbox();
  const { app, store } = await openSite({ outbox });
  const site = await onPort(app);
  await fillOutbox(outbox, site);
  return { site, store };
}

/** An outbox of more than a page, whose mails lead to the site. */
async function fillOutbox(directory: string, site: string): Promise<void> {
  const link = `<a href="${site}/healthz">Confirm</a></body></html>`;
  await sendToOutbox(directory, [
    ...Array.from({ length: 52 }, (_, index) => mail({ name: `2026-w48-${100 + index}` })),
    mail({ kind: 'confirm', name: 'confirm-1', subject: 'Confirm', html: `${letter}${link}` }),
    mail({ kind: 'test', name: 'hostile', subject: hostile, text: hostile }),
  ]);
}

/** What the browser complains of: refused by a policy, failed to load, an alert. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('dialog', dialog => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}

const PAGES: Readonly<Record<string, { readonly path: string; readonly isBroken?: true }>> = {
  'before the first issue': { path: '/' },
  'the outbox': { path: '/outbox' },
  'a search': { path: '/outbox?kind=issue&q=zed&page=2' },
  'a search without success': { path: '/outbox?q=nobody' },
  'an empty outbox': { path: '/outbox?kind=welcome' },
  'a mail': { path: '/outbox/confirm/confirm-1?view=phone' },
  'a hostile mail': { path: '/outbox/test/hostile?view=text' },
  'a source': { path: '/outbox/issue/2026-w48-100?view=source' },
  'not found': { path: '/nowhere' },
  'a fault': { path: '/', isBroken: true },
};

describeInChromium('in a browser', openPage => {
  it.each(Object.entries(PAGES))('%s reads well', async (name, { path, isBroken }) => {
    const { site, store } = await serveOutbox();
    if (isBroken) await store.db.schema.dropTable('frozen_mails').execute();
    const page = await openPage();
    const answer = await page.goto(`${site}${path}`);
    expect(answer?.status()).toBe(isBroken ? 500 : name === 'not found' ? 404 : 200);
    await expectReadsWell(page, name);
    for (const width of [320, 700]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width);
    }
  });

  it.each(['/', '/outbox', '/outbox/issue/2026-w48-100', '/outbox/test/hostile'])(
    '%s keeps to its own policy and runs nothing',
    async path => {
      const { site } = await serveOutbox();
      const page = await openPage();
      const complaints = complaintsOf(page);

      await page.goto(`${site}${path}`, { waitUntil: 'networkidle' });

      expect(complaints).toEqual([]);
    },
  );

  it('a frozen issue is drawn whole under the policy it is served with', async () => {
    const webHtml = await renderWebVersion(fullest);
    const frozen = await onPort((await openSiteWith(fullest, { webHtml })).app);
    const page = await openPage();
    const complaints = complaintsOf(page);

    await page.goto(`${frozen}/issues/${fullest.week}`, { waitUntil: 'networkidle' });
    const served = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.setContent(webHtml);

    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(served);
    expect(served).not.toBe('rgba(0, 0, 0, 0)');
  });

  it('a mail in the viewer neither runs, nor loads from elsewhere, and its links open beside it', async () => {
    const { site } = await serveOutbox();
    const page = await openPage();
    const refused: string[] = [];
    page.on('requestfailed', request => refused.push(`${request.url()} ${request.failure()?.errorText}`));

    await page.goto(`${site}/outbox/confirm/confirm-1`, { waitUntil: 'networkidle' });
    const frame = page.frameLocator('iframe');
    const title = await frame.locator('h1').textContent();
    const opened = page.context().waitForEvent('page');
    await frame.getByText('Confirm').click();
    const tab = await opened;
    await tab.waitForLoadState();

    expect(title).toBe('Letter');
    // By the policy, before our own guard of tests had anything to refuse.
    expect(refused).toEqual(['https://tracker.example/pixel.gif csp']);
    expect(tab.url()).toBe(`${site}/healthz`);
    expect(await tab.evaluate(() => ({ opener: window.opener, text: document.body.textContent }))).toEqual({
      opener: null,
      text: '{"status":"ok"}',
    });
    expect(page.url()).toBe(`${site}/outbox/confirm/confirm-1`);
  });

  it('the whole way by keyboard: search, open, read the text; the focus can always be seen', async () => {
    const { site } = await serveOutbox();
    const page = await openPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${site}/outbox`);
    const tabTo = async (selector: string) => {
      for (let presses = 0; presses < 80; presses += 1) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(wanted => {
          const element = document.activeElement as HTMLElement;
          const outlines = [getComputedStyle(element), getComputedStyle(element, '::after')];
          return {
            there: element.matches(wanted),
            seen: outlines.some(
              ({ outlineStyle, outlineWidth }) => outlineStyle === 'solid' && outlineWidth === '3px',
            ),
          };
        }, selector);
        expect(focus.seen).toBe(true);
        if (focus.there) return;
      }
      throw new Error(`Tab never came to ${selector}.`);
    };

    await tabTo('input[type=search]');
    await page.keyboard.type('confirm');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/outbox?q=confirm');
    await tabTo('.subject a');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/outbox/confirm/confirm-1');
    await tabTo('a[href$="view=text"]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/outbox/confirm/confirm-1?view=text');

    expect((await page.textContent('pre'))?.trim()).toBe('Ship Zed.');
  });

  it('a click anywhere on a row opens its mail', async () => {
    const { site } = await serveOutbox();
    const page = await openPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${site}/outbox?kind=confirm`);

    // The link lies over the whole row, which Playwright would take for an obstacle.
    await page.locator('td.size').click({ force: true });
    await page.waitForURL('**/outbox/confirm/*');

    expect(new URL(page.url()).pathname).toBe('/outbox/confirm/confirm-1');
  });
});
