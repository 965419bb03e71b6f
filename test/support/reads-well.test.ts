import { expect, it } from 'vitest';
import { describeInChromium } from './chromium.ts';
import { expectReadsWell } from './reads-well.ts';

const page = (body: string, style = '') =>
  `<!doctype html><html lang="en"><head><title>Page</title><meta name="viewport" content="width=device-width">
   <style>${style}</style></head><body><main>${body}</main></body></html>`;

const FAULTS: readonly (readonly [what: string, html: string, told: RegExp])[] = [
  ['an image without words', page('<h1>Page</h1><img src="data:,">'), /light at 390.*image-alt/s],
  [
    'letters that only the night makes faint',
    page(
      '<h1>Page</h1><p>Words</p>',
      '@media(prefers-color-scheme:dark){body{background:#000;color:#fff}p{color:#222}}',
    ),
    /dark at 1280.*color-contrast/s,
  ],
  ['a page wider than a phone', page('<h1>Page</h1><div style="width:600px">Words</div>'), /light at 390/],
  ['no heading', page('<p>Words</p>'), /light at 390.*page-has-heading-one/],
];

describeInChromium('the look at a page', openPage => {
  it.each(FAULTS)('finds %s', async (_what, html, told) => {
    const open = await openPage();
    await open.setContent(html);
    const fault = await expectReadsWell(open, 'a page').catch((error: unknown) => error);
    const { message, actual } = fault as { readonly message: string; readonly actual: unknown };
    expect(`${message} ${JSON.stringify(actual)}`).toMatch(told);
  });

  it('lets a good page pass, and leaves its window as it was', async () => {
    const open = await openPage({ viewport: { width: 700, height: 500 } });
    await open.setContent(page('<h1>Page</h1><p>Words</p>'));
    await expectReadsWell(open, 'a page');
    expect(open.viewportSize()).toEqual({ width: 700, height: 500 });
  });
});
