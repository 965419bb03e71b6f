import type { DeskBrowser } from '../support/desk.ts';

/** Looks again until the step has ended, as an editor would. */
export async function settledPage(browser: DeskBrowser, path: string): Promise<string> {
  for (;;) {
    const page = await (await browser.get(path)).text();
    if (!/ rows? so far/.test(page)) return page;
  }
}

/** The number beside a line of the report. */
export const count = (page: string, words: string) =>
  new RegExp(`${words}</th><td class="number">([\\d,]+)`).exec(page)?.[1];
