import { expect, it } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { allMails } from '../support/judges/all-mails.ts';
import { layoutFaults } from '../support/judges/layout-judge.ts';
import { takePicture } from '../support/reads-well.ts';

const LANGUAGES = /^(?:german|longer|mirrored)\b/u;
const mails = allMails().filter(({ state }) => LANGUAGES.test(state));

describeInChromium('in a language of long words, and in one from right to left', openPage => {
  it('every mail holds its layout, on a phone and on a desk', async () => {
    expect(new Set(mails.map(({ state }) => state.split(' ')[0]))).toEqual(
      new Set(['german', 'longer', 'mirrored']),
    );
    const page = await openPage();
    const faults: string[] = [];
    for (const { state, engine, render } of mails) {
      await page.setContent((await render()).html);
      faults.push(...(await layoutFaults(page, `${state} by ${engine}`)));
      for (const [width, colorScheme] of [
        [390, 'light'],
        [1280, 'light'],
        [390, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await takePicture(page, `mail ${state} ${engine} ${width} ${colorScheme}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('a mail from right to left begins every line at the right, but for what runs the other way', async () => {
    const page = await openPage();
    for (const { state, engine, render } of mails.filter(mail => mail.state.startsWith('mirrored'))) {
      await page.setContent((await render()).html);
      const found = await page.evaluate(() =>
        [...document.body.querySelectorAll('*')]
          .filter(element => element.checkVisibility())
          .filter(element =>
            [...element.childNodes].some(
              node => node.nodeType === Node.TEXT_NODE && /\p{Script=Hebrew}/u.test(node.textContent ?? ''),
            ),
          )
          .filter(element => {
            const { direction, textAlign } = getComputedStyle(element);
            return direction !== 'rtl' || !/right|start|center/u.test(textAlign);
          })
          // The end of a masthead, opposite its name.
          .filter(element => element.closest('td,th')?.getAttribute('align') !== 'left')
          .map(element => element.outerHTML.slice(0, 200)),
      );
      expect(found, `${state} by ${engine}`).toEqual([]);
    }
  });
});
