import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { signToken } from '../../src/audience/token.ts';
import type { Store } from '../../src/storage/database.ts';
import { describeInChromium } from '../support/chromium.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores, type OpenStore } from '../support/stores.ts';
import { CLOSES, castAll, sentIssue, times, WEEK } from './vote-week.ts';

async function startSite(open: OpenStore) {
  const week = await sentIssue(await open(), { readers: 40 });
  await castAll(week.store, week.clock, week.issue.id, [
    ...times(12, 'a'),
    ...times(16, 'b'),
    'both',
    'neither',
  ]);
  const server = serve({ fetch: week.web.fetch, port: 0, hostname: '127.0.0.1' });
  onTestFinished(() => void server.close());
  await new Promise<void>(resolve => server.once('listening', resolve));
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const test = signToken(week.app.keyring.current, 'vote-test', `${WEEK}.2.0`);
  return { ...week, url: (token: string) => `${site}/vote/${token}`, test };
}

/** What the browser complains of: refused by a policy, failed to load. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

/** Gives the left tool of the lead a name in the frozen content. */
async function renameLeft(store: Store, name: string): Promise<void> {
  const row = await store.db.selectFrom('frozen_mails').select('content').executeTakeFirstOrThrow();
  const content = JSON.parse(row.content);
  content.pairings[0].a.name = name;
  await store.db
    .updateTable('frozen_mails')
    .set({ content: JSON.stringify(content) })
    .execute();
}

describeInChromium('voting in a browser', openPage => {
  describeStores('on a database', open => {
    it.each([true, false])(
      'a reader votes, changes the vote and goes on to the end of the issue, with scripts: %s',
      async javaScriptEnabled => {
        const { store, issue, token, url } = await startSite(open);
        const page = await openPage({ javaScriptEnabled, viewport: { width: 390, height: 844 } });
        const complaints = complaintsOf(page);
        await page.goto(`${url(token(31))}?choice=b`);
        expect(await page.getByRole('radio', { checked: true }).getAttribute('value')).toBe('b');
        await page.getByRole('button', { name: 'Cast my vote' }).click();
        expect(await page.locator('h1').textContent()).toBe('Your vote is in.');
        expect(await page.locator('.answers').textContent()).toContain('31 votes');
        await page.getByLabel('Ship neither').check();
        await page.getByRole('button', { name: 'Change my vote' }).click();
        expect(await page.locator('h1').textContent()).toBe('Your vote has been changed.');
        await page.goto(url(token(31)));
        expect(await page.getByRole('radio', { checked: true }).getAttribute('value')).toBe('neither');
        for (const _ of ['second', 'third']) {
          await page.getByRole('link', { name: /^Next: .+ or .+\?$/ }).click();
          await page.getByLabel('Ship both').check();
          await page.getByRole('button', { name: 'Cast my vote' }).click();
          expect(await page.locator('h1').textContent()).toBe('Your vote is in.');
        }
        expect(await page.getByText('That was the last question in this issue.').count()).toBe(1);
        expect(complaints).toEqual([]);
        const mine = await store.db
          .selectFrom('ballots')
          .select(['position', 'choice'])
          .where('issue_id', '=', issue.id)
          .where('subscriber_id', '=', 31)
          .orderBy('position')
          .execute();
        expect(mine.map(({ choice }) => choice)).toEqual(['neither', 'both', 'both']);
      },
      120_000,
    );
  });

  describeStores('every state of the page', (open, dialect) => {
    const readsWell = it.skipIf(dialect === 'postgres');
    const limit = { timeout: 90_000 };

    readsWell('is readable: the ballot, the result, a test', limit, async () => {
      const { token, url, test } = await startSite(open);
      const page = await openPage();
      const complaints = complaintsOf(page);
      await page.goto(url(`${token(31)}?choice=a`));
      await expectReadsWell(page, 'a ballot');
      await page.getByRole('button', { name: 'Cast my vote' }).click();
      await expectReadsWell(page, 'a result');
      await page.goto(url(test));
      await expectReadsWell(page, 'a test');
      expect(complaints).toEqual([]);
    });

    readsWell('is readable whatever a tool is called: the ballot, the closed vote', limit, async () => {
      const { store, clock, token, url } = await startSite(open);
      await renameLeft(store, `<b>&${'W'.repeat(56)} كاتب`);
      const page = await openPage();
      const complaints = complaintsOf(page);
      await page.goto(url(token(31)));
      await expectReadsWell(page, 'a ballot with a long name');
      clock.set(CLOSES);
      await page.goto(url(token(31)));
      await expectReadsWell(page, 'a closed vote with a long name');
      expect(complaints).toEqual([]);
    });
  });
});
