import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { linksOf, openSiteWithMail } from '../journeys/reader-site-with-mail.ts';
import { describeInChromium } from '../support/chromium.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores } from '../support/stores.ts';

describeStores('every page', (open, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'reads well: no fault that axe knows, no wider than its window, one heading of the first order',
      async () => {
        const world = await openSiteWithMail(await open());
        const addresses = await everyPage(world);
        const page = await openPage();
        for (const address of addresses) {
          await page.goto(address);
          await expectReadsWell(page, address);
        }
        await expectFormsReadable(page, world, addresses);
      },
      300_000,
    );
  });
});

/** Of each kind one, as a reader with an issue in the mailbox meets them. */
async function everyPage(world: Awaited<ReturnType<typeof openSiteWithMail>>): Promise<string[]> {
  const { site, store, clock } = world;
  await fetch(`${site}/subscribe`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'ada@readers.example' }),
  });
  await world.round();
  await addReaders(store, 1, clock);
  await world.issue('2026-W48');
  const [confirm, issue] = await Promise.all([
    world.mailTo('confirm', 'ada@readers.example'),
    world.mailTo('issue', 'reader1@example.com'),
  ]);
  const link = (mail: Parameters<typeof linksOf>[0], part: string) =>
    world.here(linksOf(mail).find(address => address.includes(part)) ?? '');
  const home = await (await fetch(site)).text();
  const compared = /(\/compare\/[^"#]+)"/.exec(home)?.[1] ?? '';
  return [
    ...[
      '/',
      '/issues',
      '/issues/2026-W48',
      compared,
      '/how-we-pick',
      '/privacy',
      '/embed',
      '/subscribed',
      '/nothing',
    ].map(path => `${site}${path}`),
    ...['/embed/form', '/embed/subscribed', '/confirm/x', '/preferences/x', '/vote/x', '/outbox'].map(
      path => `${site}${path}`,
    ),
    link(confirm, '/confirm/'),
    link(issue, '/preferences/'),
    link(issue, '/unsubscribe/'),
    link(issue, '/vote/'),
  ];
}

/** What forms answer: with a fault in a field, cast, asked once more. */
async function expectFormsReadable(
  page: Page,
  { site }: Awaited<ReturnType<typeof openSiteWithMail>>,
  addresses: readonly string[],
): Promise<void> {
  const at = (part: string) =>
    addresses.find(address => address.includes(part) && !address.endsWith('/x')) ?? '';
  await page.goto(at('/preferences/'));
  await page.fill('#name', 'x'.repeat(201));
  await page.getByRole('button', { name: 'Save' }).click();
  await expectReadsWell(page, 'preferences with a fault');
  await page.getByRole('button', { name: 'Erase me…' }).click();
  await expectReadsWell(page, 'erasing, asked once more');
  await page.goto(`${at('/vote/').split('?')[0]}?choice=a`);
  await page.locator('main form button[type=submit]').first().click();
  await expectReadsWell(page, 'a ballot that is cast');
  await page.goto(site);
  await page
    .locator('form.signup')
    .first()
    .evaluate((form: HTMLFormElement) => {
      form.noValidate = true;
    });
  await page.getByLabel('Your email address').first().fill('ada@gmial');
  await page.getByRole('button', { name: 'Subscribe' }).first().click();
  await expectReadsWell(page, 'the form with a fault');
}
