import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { describeInChromium, launchChromium, openLocalPage, requireChromium } from './chromium.ts';

describeInChromium('a page of the machine’s Chromium', openPage => {
  it('reads this machine and nothing beyond it', async () => {
    const server = createServer((_, response) => response.end('<p>here</p>'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const page = await openPage();

    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const text = await page.textContent('p');
    for (const outside of ['https://example.com/', 'http://192.0.2.1/', 'http://[2001:db8::1]/'])
      await expect(page.goto(outside)).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
    expect(text).toBe('here');
    server.close();
  });
});

it('the Chromium inside the npm package draws a page', async () => {
  const binary = requireChromium({ sources: ['package'], ci: 'true' });
  const browser = await launchChromium(binary!);
  const page = await openLocalPage(browser, { viewport: { width: 375, height: 600 } });

  await page.setContent('<h1 style="font: 40px serif">Verdict</h1>');

  expect(
    await page.evaluate(() => document.querySelector('h1')!.getBoundingClientRect().width),
  ).toBeGreaterThan(300);
  expect((await page.screenshot()).length).toBeGreaterThan(1000);
  await browser.close();
}, 90_000);
