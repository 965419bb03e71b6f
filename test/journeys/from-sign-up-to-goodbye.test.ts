import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { statusOf } from '../../src/newsroom/status.ts';
import type { Store } from '../../src/storage/database.ts';
import { countAudience } from '../../src/storage/delivery/freezes.ts';
import { everything } from '../audience/person-to-erase.ts';
import { describeInChromium } from '../support/chromium.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { linksOf, openSiteWithMail } from './reader-site-with-mail.ts';

const ADA = 'ada@readers.example';
const BOB = 'bob@readers.example';

describeStores('a reader', (open, dialect) => {
  describeInChromium(dialect, openPage => {
    it.each([true, false])(
      'signs up, confirms, reads, votes, chooses, exports, leaves and is forgotten (scripts: %s)',
      async javaScriptEnabled => {
        const page = await openPage({ javaScriptEnabled, acceptDownloads: true });
        await wholeWay(page, await open());
      },
      120_000,
    );
  });
});

async function wholeWay(page: Page, store: Store): Promise<void> {
  const world = await openSiteWithMail(store);
  await signUp(page, world);
  await world.round();
  expect(await countAudience(store, world.clock.now())).toBe(2);

  expect(await world.issue('2026-W48')).toBe('sent');
  const mail = await world.mailTo('issue', ADA);
  const link = (part: string) => world.here(linksOf(mail).find(address => address.includes(part)) ?? '');
  await vote(page, link('/vote/'), store);
  await choose(page, link('/preferences/'), world);

  await page.goto(link('/unsubscribe/'));
  await press(page, 'Unsubscribe');
  expect(await page.textContent('h1')).toBe('You have left.');
  const oneClick = linksOf(await world.mailTo('issue', BOB)).find(address =>
    address.includes('/unsubscribe/'),
  );
  const left = await fetch(world.here(oneClick ?? ''), {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    redirect: 'manual',
  });
  expect([left.status, left.headers.get('set-cookie')]).toEqual([200, null]);

  await addReaders(store, 1, world.clock);
  world.clock.set('2026-12-03T09:00:00Z');
  expect(await world.issue('2026-W49')).toBe('sent');
  expect((await world.app.mails('issue')).filter(name => name.includes('w49')).length).toBe(1);
  await world.mailTo('issue', 'reader1@example.com');

  await page.goto(link('/preferences/'));
  await press(page, 'Erase me…');
  await press(page, 'Erase me for good');
  expect(await page.textContent('h1')).toBe('You have been forgotten.');
  expect(await everything(store)).not.toMatch(/ada@|ada king/);
  await everyLedgerSums(world);
}

type World = Awaited<ReturnType<typeof openSiteWithMail>>;

/** Ada by the form of the front page and the outbox, Bob by JSON and a bare POST. */
async function signUp(page: Page, world: World): Promise<void> {
  const { site, clock } = world;
  await page.goto(site);
  await page.getByLabel('Your email address').fill(ADA);
  clock.advance(3_000);
  await press(page, 'Subscribe');
  expect(new URL(page.url()).pathname).toBe('/subscribed');
  const json = await fetch(`${site}/subscribe`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: BOB }),
  });
  expect(json.status).toBe(202);
  await world.round();

  await page.goto(`${site}/outbox?kind=confirm`);
  await page.click(`a:has-text("${ADA}"), tr:has-text("${ADA}") a, li:has-text("${ADA}") a`);
  const confirm = await page
    .frameLocator('iframe')
    .locator('a[href*="/confirm/"]')
    .first()
    .getAttribute('href');
  await page.goto(world.here(confirm ?? ''));
  await press(page, 'Confirm my subscription');
  expect(await page.textContent('h1')).toBe('You are on the list.');
  const his = linksOf(await world.mailTo('confirm', BOB)).find(address => address.includes('/confirm/'));
  expect((await fetch(world.here(his ?? ''), { method: 'POST' })).status).toBe(200);
  await world.round();
  await world.mailTo('welcome', ADA);
}

async function vote(page: Page, link: string, store: Store): Promise<void> {
  await page.goto(link);
  expect(await page.locator('input[name=choice]').count()).toBe(4);
  await page.goto(`${link.split('?')[0]}?choice=a`);
  expect(await page.locator('input[name=choice]:checked').getAttribute('value')).toBe('a');
  await page.locator('main form button[type=submit]').first().click();
  expect(await page.textContent('h1')).toBe('Your vote is in.');
  await page.goto(`${link.split('?')[0]}?choice=both`);
  await page.locator('main form button[type=submit]').first().click();
  expect(await page.textContent('h1')).toBe('Your vote has been changed.');
  expect(await page.textContent('main')).toContain('You said: Ship both.');
  const ballots = await store.db.selectFrom('ballots').select('choice').execute();
  expect(ballots).toEqual([{ choice: 'both' }]);
}

async function choose(page: Page, link: string, { store, clock }: World): Promise<void> {
  await page.goto(link);
  await page.fill('#name', 'Ada King');
  await page.selectOption('#timezone', { label: 'Prague' });
  const interest = page.locator('input[type=checkbox][name=interests]').first();
  await interest.check();
  const chosen = await interest.getAttribute('value');
  await page.selectOption('#pauseWeeks', '2');
  await press(page, 'Save');
  expect(await page.textContent('[role=status]')).toBe('Saved.');
  expect(await countAudience(store, clock.now())).toBe(1);
  await page.selectOption('#pauseWeeks', '0');
  await press(page, 'Save');
  expect(await countAudience(store, clock.now())).toBe(2);

  const download = page.waitForEvent('download');
  await press(page, 'Export my data');
  const data = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
    readonly profile: object;
    readonly consents: { readonly event: string }[];
    readonly deliveries: unknown[];
    readonly ballots: unknown[];
  };
  expect(data.profile).toMatchObject({
    email: ADA,
    name: 'Ada King',
    timezone: 'Europe/Prague',
    interests: [chosen],
  });
  expect(data.consents.map(({ event }) => event)).toEqual(['requested', 'confirmed', 'changed', 'changed']);
  expect([data.deliveries.length, data.ballots.length]).toEqual([1, 1]);
}

async function everyLedgerSums({ app }: World): Promise<void> {
  for (const issue of await app.issues.all()) {
    const { audience, submitted, suppressed, rejected, uncertain, pending } = await statusOf(app, issue);
    expect(submitted + suppressed + rejected + uncertain + pending).toBe(audience);
  }
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  // A click has ended when the next page begins.
  await page.waitForLoadState();
}
