import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFaults } from './axe.ts';

interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

const PHONE_BY_DAY: Look = { colorScheme: 'light', width: 390 };
const DESK_BY_NIGHT: Look = { colorScheme: 'dark', width: 1280 };
const LOOKS: readonly Look[] =
  process.env.CHECK_FULL === '1'
    ? [
        PHONE_BY_DAY,
        DESK_BY_NIGHT,
        { colorScheme: 'dark', width: 390 },
        { colorScheme: 'light', width: 1280 },
      ]
    : [PHONE_BY_DAY, DESK_BY_NIGHT];

/** Where pictures of every page that is looked at go, for people; nowhere when not set. */
const PICTURES = process.env.CHECK_PICTURES ?? '';

/**
 * Looks at a page in the state it is in, on a phone by day and on a desk by night (CHECK_FULL=1: also the other way
 * round): no fault that axe knows, no wider than its window, one heading of the first order. The page itself is the
 * same in every look, so what depends on it alone is judged once.
 */
export async function expectReadsWell(page: Page, what: string): Promise<void> {
  const before = page.viewportSize();
  for (const [index, { colorScheme, width }] of LOOKS.entries()) {
    const look = `${what}, ${colorScheme} at ${width} pixels`;
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    const faults = await axeFaults(page, { onlyLook: index > 0 });
    await takePicture(page, look);
    expect(faults.map(fault => `${look}: ${fault}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), look).toBeLessThanOrEqual(width);
  }
  expect(await page.locator('h1').count(), what).toBe(1);
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null });
}

/** A picture of the page as it is, where CHECK_PICTURES says that people want to look. */
export async function takePicture(page: Page, look: string): Promise<void> {
  if (PICTURES === '') return;
  mkdirSync(PICTURES, { recursive: true });
  const name = look.replace(/[^\w]+/g, '-').slice(0, 120);
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}
