import { expect, it } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { describeInChromium } from '../support/chromium.ts';
import { onPort } from '../support/reader-site.ts';
import { describeStores } from '../support/stores.ts';
import { openWeek } from './desk-week.ts';
import { WORDS } from './words-form.ts';

const PHONE = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0',
  viewport: { width: 390, height: 844 },
};

describeStores('words typed before a session ended', (open, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'stand on the page that says so, and in the form again after signing in and going back',
      async () => {
        const week = await openWeek(await open());
        const editor = await week.signIn();
        const site = await onPort(week.web);
        const page = await openPage(PHONE);
        const cookies = [...editor.cookies].map(([name, value]) => ({ name, value, url: `${site}/desk` }));
        await page.context().addCookies(cookies);
        await page.goto(`${site}${WORDS}`);
        const subject = page.getByLabel('Subject', { exact: true });
        const intro = page.getByLabel('Intro', { exact: true });
        await page.context().clearCookies();
        await subject.fill('Mine <b>');
        await intro.fill('One\n\nTwo');
        await page.getByText('Not saved: you are signed out.').waitFor();
        await page.getByRole('button', { name: 'Save the words' }).first().click();
        await page.getByRole('heading', { name: 'You are signed out.' }).waitFor();
        expect(await axeFaults(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(await page.locator('.as-sent dd').allInnerTexts()).toEqual(['Mine <b>', 'One\n\nTwo']);

        await page.context().addCookies(cookies);
        await page.goBack();
        expect([await subject.inputValue(), await intro.inputValue()]).toEqual(['Mine <b>', 'One\n\nTwo']);
        await page.getByRole('button', { name: 'Save the words' }).first().click();
        await page.getByText(/^(?:The words are|Everything is) saved\.$/).waitFor();
        expect((await week.issue()).edits).toMatchObject({ subject: 'Mine <b>', intro: 'One\n\nTwo' });
      },
      60_000,
    );
  });
});
