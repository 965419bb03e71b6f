import { chromium } from 'playwright-core';
import { type ChromiumBinary, findChromium } from '../../test/support/chromium-binary.ts';

interface Picture {
  readonly name: string;
  readonly png: Uint8Array;
}

const WIDTHS = { 'mail-day.png': [700, 'light'], 'mail-night.png': [390, 'dark'] } as const;

/** A machine under load now and then takes none at first. */
const TRIES = 2;

/** The mail on a desk by day and on a phone by night; or why there are no pictures of it, as a sentence. */
export async function takePictures(html: string): Promise<Picture[] | string> {
  const binary = findChromium(['path', 'local', 'package']);
  if (typeof binary === 'string') return binary;
  let fault: unknown;
  for (let time = 0; time < TRIES; time += 1) {
    try {
      return await picturesBy(binary, html);
    } catch (error) {
      fault = error;
    }
  }
  // All else of the preview stands without them.
  const [said = ''] = String(fault instanceof Error ? fault.message : fault).split('\n');
  return `The browser took none: ${said}`;
}

async function picturesBy(binary: ChromiumBinary, html: string): Promise<Picture[]> {
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
