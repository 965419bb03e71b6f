import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type LastingPurpose, signToken } from '../../src/audience/token.ts';
import { signConfirm } from '../../src/readers/signup/confirm-token.ts';
import { describeInChromium } from '../support/chromium.ts';
import { GERMAN_PUBLICATION } from '../support/foreign-issues.ts';
import { layoutFaults } from '../support/judges/layout-judge.ts';
import { pseudoPublication } from '../support/pseudo-languages.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell, takePicture } from '../support/reads-well.ts';
import { openSqliteStore } from '../support/stores.ts';
import { castAll, sentIssue, times } from '../vote/vote-week.ts';

/** A site after its first issue and half of the votes on it. @param folder of its publication */
async function serveSite(folder: string) {
  const week = await sentIssue(await openSqliteStore(), { readers: 40, settings: { PUBLICATION: folder } });
  await castAll(week.store, week.clock, week.issue.id, [...times(12, 'a'), ...times(16, 'b')]);
  const site = await onPort(week.web);
  const { keyring, now } = week.app;
  const link = (purpose: LastingPurpose) => `${site}/${purpose}/${signToken(keyring.current, purpose, '31')}`;
  const home = await (await fetch(site)).text();
  return {
    site,
    compare: `${site}${/\/compare\/[^"#]+/.exec(home)?.[0] ?? ''}`,
    vote: `${site}/vote/${week.token(31)}?choice=a`,
    preferences: link('preferences'),
    unsubscribe: link('unsubscribe'),
    confirm: `${site}/confirm/${signConfirm(keyring, { subscriberId: 31, askedAt: now() }, now())}`,
  };
}

async function expectHolds(page: Page, what: string): Promise<void> {
  expect(await layoutFaults(page, what)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBe(320);
}

describeInChromium('in a browser', openPage => {
  it('every page of a German publication reads well, and scrolls sideways nowhere', async () => {
    const { site, compare, vote, ...links } = await serveSite(GERMAN_PUBLICATION);
    const page = await openPage();
    const own = ['/', '/issues', '/issues/2026-W48', '/how-we-pick', '/privacy', '/nothing', '/subscribe'];
    const others = ['/subscribed', '/lost-link', '/embed', '/embed/form', '/preferences/x', '/vote/x'];
    const addresses = [
      ...[...own, ...others].map(path => site + path),
      compare,
      ...Object.values(links),
      vote,
    ];
    for (const address of addresses) {
      const what = `German ${new URL(address).pathname.slice(0, 30)}`;
      await page.goto(address);
      expect(await page.getAttribute('html', 'lang'), what).toBe('de');
      await expectReadsWell(page, what);
      await expectHolds(page, what);
    }
    await page.locator('main form button[type=submit]').first().click();
    await expectReadsWell(page, 'German ballot that is cast');
    await expectHolds(page, 'German ballot that is cast');
  }, 300_000);

  it.each(['longer', 'rightToLeft'] as const)('pages in the pseudo-language %s hold', async language => {
    const { site, compare, vote } = await serveSite(pseudoPublication(language));
    const page = await openPage();
    for (const address of [site, compare, `${site}/issues/2026-W48`, `${site}/subscribe`, vote]) {
      const what = `${language} ${new URL(address).pathname.slice(0, 30)}`;
      await page.goto(address);
      expect(await page.getAttribute('html', 'dir')).toBe(language === 'longer' ? 'ltr' : 'rtl');
      await expectHolds(page, what);
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        await takePicture(page, `${what} ${width}`);
      }
    }
    await page.locator('main form button[type=submit]').first().click();
    await expectHolds(page, `${language} ballot that is cast`);
    await takePicture(page, `${language} cast`);
  });
});
