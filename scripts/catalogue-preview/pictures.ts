import { chromium } from 'playwright-core';
import { findChromium } from '../../test/support/chromium-binary.ts';

interface Picture {
  readonly name: string;
  readonly png: Uint8Array;
}

const WIDTHS = { 'mail-day.png': [700, 'light'], 'mail-night.png': [390, 'dark'] } as const;

/** The mail on a desk by day and on a phone by night; or why there are no pictures of it, as a sentence. */
export async function takePictures(html: string): Promise<Picture[] | string> {
  const binary = findChromium(['path', 'local', 'package']);
  if (typeof binary === 'string') return binary;
  const browser = await chromium.launch({
    executablePath: binary.executablePath,
    env: { PATH: process.env.PATH ?? '', ...binary.env },
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const pictures: Picture[] = [];
    for (const [name, [width, colorScheme]] of Object.entries(WIDTHS)) {
      // It shows words of whoever made the pull request: nothing of it runs, and nothing is fetched.
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        javaScriptEnabled: false,
        offline: true,
      });
      const page = await context.newPage();
      await page.setContent(html);
      pictures.push({ name, png: await page.screenshot({ fullPage: true }) });
      await context.close();
    }
    return pictures;
  } finally {
    await browser.close();
  }
}
