import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const SOON = { timeout: 120_000, interval: 100 };

/** How the week stands, and the one thing to do next. @param words of the one thing to do next; null where its button stands on the page itself */
export async function expectStep(page: Page, state: string, words: string | RegExp | null): Promise<void> {
  await expect.poll(() => page.locator('.strip .standing').textContent(), SOON).toBe(state);
  const step = page.locator('.strip .act').locator('a, button');
  if (words === null) return expect(await step.count()).toBe(0);
  expect(await step.count()).toBe(1);
  await expectSeen(page, step, words);
}

/** Where the eye is: on the part of the page that the window shows. */
export async function expectSeen(page: Page, what: Locator, words: string | RegExp): Promise<void> {
  await expect.poll(() => what.textContent(), SOON).toMatch(words);
  const { y, height } = (await what.boundingBox()) ?? { y: Number.NaN, height: 0 };
  const window = page.viewportSize()?.height ?? 0;
  expect([y >= 0, y + height <= window], `${words} at ${y} of ${window}`).toEqual([true, true]);
}

/** What was typed is still in its fields. */
export async function expectTyped(page: Page, typed: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(typed))
    expect(await page.getByLabel(label, { exact: true }).inputValue(), label).toBe(text);
}
