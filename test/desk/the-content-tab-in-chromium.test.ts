import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { editWords } from '../../src/newsroom/editing/edit-words.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { openWebServer } from '../../src/web/web-server.ts';
import { describeInChromium, type OpenPage } from '../support/chromium.ts';
import { type DeskBrowser, EDITOR } from '../support/desk.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores } from '../support/stores.ts';
import { catalogueFile, openWeek, PAGE, SECOND, WEEK } from './desk-week.ts';
import { WORDS } from './words-form.ts';

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';
const WIDE = { viewport: { width: 1280, height: 900 }, userAgent: USER_AGENT };

type Week = Awaited<ReturnType<typeof openWeek>>;

async function serve({ web }: Week): Promise<string> {
  const { port, close } = await openWebServer(web, { hostname: '127.0.0.1', port: 0 });
  onTestFinished(close);
  return `http://127.0.0.1:${port}`;
}

async function open(openPage: OpenPage, url: string, editor: DeskBrowser): Promise<Page> {
  const page = await openPage(WIDE);
  await page.context().addCookies([...editor.cookies].map(([name, value]) => ({ name, value, url })));
  return page;
}

describeStores('the content tab', (openStore, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'reads well unpicked, picked, weighed, contested, thin and frozen',
      async () => {
        const week = await openWeek(await openStore());
        const url = await serve(week);
        const thin = await openWeek(await openStore(), {
          CATALOGUE: catalogueFile(tools =>
            tools.filter(({ category }) => category === 'Writing').slice(0, 2),
          ),
        });
        const thinUrl = await serve(thin);
        const [editor, thinEditor] = [await week.signIn(), await thin.signIn()];
        const page = await open(openPage, url, editor);
        await page.goto(`${url}/desk/issues/2031-W10`);
        await expectReadsWell(page, 'unpicked');
        await page.goto(`${url}${PAGE}`);
        for (const summary of await page.locator('summary').all()) await summary.click();
        await expectReadsWell(page, 'picked');
        await page
          .getByRole('link', { name: /^Weigh the swap for/ })
          .first()
          .click();
        await page.getByRole('heading', { name: /^In place of/ }).waitFor();
        await expectReadsWell(page, 'weighed');

        await page.goto(`${url}${PAGE}/again`);
        await expectReadsWell(page, 'picked again');
        await page.goto(`${url}${WORDS}`);
        await expectReadsWell(page, 'worded');
        await page.getByLabel('Subject', { exact: true }).fill('Mine');
        await editWords(week.app, await week.act(SECOND), { subject: 'Theirs', preheader: '' });
        await page.getByRole('button', { name: 'Save the words' }).first().click();
        await page.getByRole('alert').waitFor();
        await expectReadsWell(page, 'contested');
        expect(await page.getByLabel('Subject', { exact: true }).inputValue()).toBe('Mine');
        await page.getByRole('button', { name: 'Save the words' }).first().click();
        await page.locator('.told[role=status]').waitFor();
        expect((await week.issue()).edits.subject).toBe('Mine');

        const other = await open(openPage, thinUrl, thinEditor);
        await other.goto(`${thinUrl}${PAGE}`);
        await other.getByText('A thin week.').waitFor();
        await expectReadsWell(other, 'thin');
        expect((await approveWeek(week.app, WEEK, EDITOR)).kind).toBe('approved');
        week.clock.set('2026-11-26T09:30:00Z');
        await sendWeek(week.app, WEEK, {
          now: true,
          signal: new AbortController().signal,
          patienceMs: 0,
          who: 'test',
        });
        await page.goto(`${url}${PAGE}`);
        expect(await page.locator('main form').count()).toBe(0);
        await expectReadsWell(page, 'frozen');
        await page.goto(`${url}${WORDS}`);
        await expectReadsWell(page, 'words as they went out');
        await page.goto(`${url}/desk/issues/2026-W49/pick`);
        await expectReadsWell(page, 'asked before it is picked');
      },
      240_000,
    );

    it('is saved as it is typed, before a link is followed too, and never over somebody else’s words', async () => {
      const week = await openWeek(await openStore());
      const url = await serve(week);
      const page = await open(openPage, url, await week.signIn());
      await page.goto(`${url}${WORDS}`);
      const subject = page.getByLabel('Subject', { exact: true });
      await subject.fill('As typed');
      await page.getByText('Saved 09:00').waitFor();
      expect((await week.issue()).edits.subject).toBe('As typed');
      await page.getByRole('button', { name: 'Back to generated: Subject' }).waitFor();
      await page.getByLabel('Intro', { exact: true }).fill('On the way out');
      await page.getByRole('link', { name: 'Pairings', exact: true }).click();
      await page.waitForURL(`${url}${PAGE}`);
      expect((await week.issue()).edits.intro).toBe('On the way out');

      await page.getByRole('link', { name: 'Words', exact: true }).click();
      await editWords(week.app, await week.act(SECOND), { subject: 'Theirs' });
      await subject.fill('Mine');
      await page.getByText('Nothing of yours was saved and nothing is lost').waitFor();
      expect((await week.issue()).edits.subject).toBe('Theirs');
      await page.getByRole('button', { name: 'Save the words' }).first().click();
      await page.locator('.stored', { hasText: 'Theirs' }).waitFor();
      expect(await subject.inputValue()).toBe('Mine');
      await page.getByRole('button', { name: 'Save the words' }).first().click();
      await page.getByText('The words are saved.').waitFor();

      // An approval is void by a press only.
      expect((await approveWeek(week.app, WEEK, EDITOR)).kind).toBe('approved');
      await page.goto(`${url}${WORDS}`);
      await subject.fill('Later');
      await page.getByText('it would void the approval').waitFor();
      await page.waitForTimeout(2_500);
      expect((await week.issue()).state).toBe('approved');
    }, 120_000);

    it('is worked by the keyboard alone: weigh, swap, word, save by Enter', async () => {
      const week = await openWeek(await openStore());
      const url = await serve(week);
      const page = await open(openPage, url, await week.signIn());
      await page.goto(`${url}${PAGE}`);
      const [before] = await week.keys();
      await page
        .getByRole('link', { name: /^Weigh the swap for/ })
        .first()
        .focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Swap it in' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('.told[role=status]').waitFor();
      expect((await week.keys())[0]).not.toBe(before);
      await page.getByRole('link', { name: 'Words', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByLabel('Subject', { exact: true }).focus();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('By keyboard');
      // Enter saves what was typed and takes none of the offered lines.
      await page.keyboard.press('Enter');
      await page.getByText('The words are saved.').waitFor();
      expect((await week.issue()).edits.subject).toBe('By keyboard');
    }, 60_000);
  });
});
