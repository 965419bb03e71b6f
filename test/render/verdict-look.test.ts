import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type Engine, renderIssue } from '../../src/render/render.ts';
import { describeInChromium } from '../support/chromium.ts';
import { contentStates, readerFields } from '../support/content.ts';

const states = ['fullest', 'longName', 'fiveAgainstFour', 'thinOne'] as const;

describeInChromium('the weekly mail in a browser', openPage => {
  it.each([800, 390])('has the same look by both engines at %i pixels', async width => {
    const page = await openPage({ viewport: { width, height: 900 } });
    for (const state of states) {
      const [react, mjml] = [await places(page, state, 'react'), await places(page, state, 'mjml')];
      expect(mjml.map(place => place.words)).toEqual(react.map(place => place.words));
      react.forEach((place, index) => {
        const other = mjml[index]!;
        // The two sets build their boxes differently; an eye that compares them must not see it.
        const tolerance = { left: 2, width: 4, height: 4, top: 12 };
        for (const side of ['left', 'width', 'height', 'top'] as const) {
          expect(
            Math.abs(place[side] - other[side]),
            `${state}: ${side} of ${place.words}`,
          ).toBeLessThanOrEqual(tolerance[side]);
        }
      });
    }
  });

  it.each(['react', 'mjml'] as const)(
    'has 44 pixels for a thumb on what is there to be pressed (%s)',
    async engine => {
      const page = await openPage({ viewport: { width: 390, height: 900 } });
      const { html } = await renderIssue(contentStates.fullest!, readerFields, engine);
      await page.setContent(html);
      const links = await page.evaluate(() =>
        [...document.querySelectorAll('a')].map(link => ({
          words: link.textContent ?? '',
          height: link.getBoundingClientRect().height,
        })),
      );
      // Links in the middle of a sentence, and the one in the masthead, are as tall as their line.
      const pressed = /^(?:Vote|Ship|Every quote|Quotes|Pass|Subscribe|Preferences|Unsubscribe|Suno|Udio)/;
      const found = links.filter(({ words }) => pressed.test(words));
      expect(found).toHaveLength(16);
      expect(found.filter(({ height }) => height < 44)).toEqual([]);
    },
  );

  it.each(['react', 'mjml'] as const)('fits windows of every width (%s)', async engine => {
    const page = await openPage();
    for (const state of Object.keys(contentStates)) {
      const { html } = await renderIssue(contentStates[state]!, readerFields, engine);
      await page.setContent(html);
      for (const width of [320, 375, 600, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, `${state} at ${width} pixels`).toBe(0);
      }
    }
  });
});

interface Place {
  readonly words: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the things stand that a reader's eye goes to. */
async function places(page: Page, state: (typeof states)[number], engine: Engine): Promise<Place[]> {
  const { html } = await renderIssue(contentStates[state]!, readerFields, engine);
  await page.setContent(html);
  return page.evaluate(() =>
    [...document.querySelectorAll('h1,h2,caption,th,.figure,.seat,td.skip,p[dir=auto]')].map(element => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { words: element.textContent ?? '', left, top, width, height };
    }),
  );
}
