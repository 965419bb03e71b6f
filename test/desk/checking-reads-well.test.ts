import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { runDue } from '../../src/scheduler.ts';
import { axeFaults } from '../support/axe.ts';
import { describeInChromium } from '../support/chromium.ts';
import { EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';
const CHECK = `/desk/issues/${WEEK}/check`;
const VIEWS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;
/** Where pictures are kept, for people; nowhere when not set. */
const PICTURES = process.env.DESK_PICTURES;

describeStores('checking an issue', (open, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'reads well in each of its states, by day and by night, wide and narrow',
      async () => {
        const desk = await openDesk(await open(), { settings: { SEED_LIST: 'seed@example.com' } });
        await addReaders(desk.store, 110, desk.clock);
        await pickWeek(desk.app, '2026-W47', 'schedule');
        await pickWeek(desk.app, WEEK, 'schedule');
        await lastWeekSent(desk);
        const { site, close } = await served(desk);
        const pages: Page[] = [];
        for (const view of VIEWS) pages.push(await signedIn(desk, await openPage(view), site));
        let turn = 0;
        const expectAll = async (path: string, name: string) => {
          turn += 1;
          for (const [index, page] of pages.entries()) {
            // Each state in one of the views; the full check sees every one in both.
            if (!process.env.CHECK_FULL && turn % 2 !== index) continue;
            await page.goto(`${site}${path}`);
            await expectReadable(page, name, VIEWS[index]!.colorScheme);
          }
        };
        try {
          await expectAll(CHECK, 'warnings');
          const [wide, narrow] = pages as [Page, Page];
          await narrow.goto(`${site}${CHECK}`);
          await narrow.getByRole('button', { name: /^Approve for/ }).click();
          await expectReadable(narrow, 'unticked', 'dark');
          await wide.goto(`${site}${CHECK}`);
          await wide.getByRole('button', { name: 'Send the test' }).click();
          await wide.getByLabel('these addresses:').check();
          await wide.getByRole('button', { name: 'Send the test' }).click();
          await expectReadable(wide, 'test refused', 'light');
          await edit(desk, { intro: 'Dear {{ name }},', preheader: '{{ x }}' });
          await expectAll(CHECK, 'errors');
          await edit(desk, {});
          await wide.goto(`${site}${CHECK}`);
          await edit(desk, { subject: 'Another subject, in which both names are missing' });
          for (const tick of await wide.locator('input[name=tick]').all()) await tick.check();
          await wide.getByRole('button', { name: /^Approve for/ }).click();
          await expectReadable(wide, 'changed', 'light');
          await edit(desk, {});
          await approveWeek(desk.app, WEEK, EDITOR);
          await expectAll(CHECK, 'approved');
          await expectAll(`${CHECK}/send-now`, 'send now');
          desk.clock.set('2026-11-26T08:56:00Z');
          await desk.app.issues.move((await desk.app.issues.find(WEEK))!.id, 'approved', 'picked', {
            approval: null,
          });
          await approveWeek(desk.app, WEEK, EDITOR);
          desk.clock.set('2026-11-26T09:01:20Z');
          await expectAll(CHECK, 'undo');
          await wide.goto(`${site}${CHECK}`);
          await wide.getByRole('button', { name: 'Take the approval back' }).click();
          await expectReadable(wide, 'held', 'light');
          await approveWeek(desk.app, WEEK, EDITOR);
          desk.clock.set('2026-11-26T09:20:00Z');
          await runDue(desk.app, new AbortController().signal);
          await expectAll(CHECK, 'over');
        } finally {
          close();
        }
      },
      300_000,
    );
  });
});

async function served(desk: TestDesk) {
  const server = serve({ fetch: desk.web.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { site: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function signedIn(desk: TestDesk, page: Page, site: string): Promise<Page> {
  await page.goto(`${site}/desk/sign-in`);
  await page.locator('input[name=email]').fill(EDITOR);
  await page.locator('main button[type=submit], .sheet button[type=submit]').first().click();
  await page.waitForURL('**/asked');
  await page.goto(`${site}${await desk.link()}`);
  await page.locator('button[type=submit]').first().click();
  return page;
}

/** A smaller audience a week ago, for the difference. */
function lastWeekSent(desk: TestDesk) {
  return desk.store.db
    .updateTable('issues')
    .set({ state: 'sent', audience: 80, frozen_at: 1, settled_at: 1 })
    .where('week', '=', '2026-W47')
    .execute();
}

function edit(desk: TestDesk, edits: object) {
  return desk.store.db
    .updateTable('issues')
    .set({ edits: JSON.stringify(edits) })
    .where('week', '=', WEEK)
    .execute();
}

async function expectReadable(page: Page, name: string, scheme: string): Promise<void> {
  const faults = await axeFaults(page);
  const { width } = page.viewportSize() ?? { width: 0 };
  if (PICTURES) {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}-${scheme}-${width}.png`), fullPage: true });
  }
  expect(faults.map(fault => `${name}: ${fault}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
}
