import { expect, it } from 'vitest';
import { arrived, KEY } from '../doctor/arrived.ts';
import { REAL } from '../doctor/examined.ts';
import { served } from '../doctor/served.ts';
import { describeInChromium } from '../support/chromium.ts';
import { openDesk } from '../support/desk.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores } from '../support/stores.ts';

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';

describeStores('the page of a mail that arrived', (open, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'reads well before and after a copy is uploaded, light and dark, and on a phone',
      async () => {
        const { resolver } = await served({ more: KEY });
        const desk = await openDesk(await open(), {
          settings: { MAIL_FROM: REAL.MAIL_FROM },
          nameServer: resolver,
        });
        const { cookies } = await desk.signIn();
        const at = await onPort(desk.web);
        const page = await openPage({ userAgent: AGENT });
        await page
          .context()
          .addCookies([{ name: 'desk', value: cookies.get('desk') ?? '', url: `${at}/desk` }]);
        await page.goto(`${at}/desk/arrival`);
        await expectReadsWell(page, 'where a copy goes in');
        const long = `https://click.${'mailapi-'.repeat(6)}.example`;
        const source = await arrived({
          html: `<a href="${long}">Read</a>`,
          results: ['mx.mailbox.example; spf=softfail smtp.mailfrom=weekly.example.net; dmarc=temperror'],
        });
        await page.setInputFiles('input[type=file]', {
          name: 'copy.eml',
          mimeType: 'message/rfc822',
          buffer: source,
        });
        await page.getByRole('button', { name: 'Read it' }).click();
        await page.getByRole('heading', { name: 'Read another copy' }).waitFor();
        expect(await page.getByText(`rewritten to ${long}`).count()).toBe(1);
        await expectReadsWell(page, 'what a copy tells');
      },
      120_000,
    );
  });
});
