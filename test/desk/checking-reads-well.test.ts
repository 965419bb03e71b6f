import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { agentNamed, programNamed } from '../../src/issue/actor.ts';
import { editWords } from '../../src/newsroom/editing/edit-words.ts';
import type { TypedWords } from '../../src/newsroom/editing/word-values.ts';
import { pickWeek } from '../../src/newsroom/pick-week.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { runDue } from '../../src/scheduler.ts';
import { describeInChromium } from '../support/chromium.ts';
import { EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';
const CHECK = `/desk/issues/${WEEK}/check`;
const WIDE = { viewport: { width: 1280, height: 900 } };

describeStores('checking an issue', (open, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'reads well in each of its states',
      async () => {
        const desk = await openDesk(await open(), { settings: { SEED_LIST: 'seed@example.com' } });
        await addReaders(desk.store, 110, desk.clock);
        await pickWeek(desk.app, '2026-W47', 'schedule');
        await pickWeek(desk.app, WEEK, 'schedule');
        await lastWeekSent(desk);
        const { site, close } = await served(desk);
        const page = await signedIn(desk, await openPage(WIDE), site);
        const expectPage = async (path: string, name: string) => {
          await page.goto(`${site}${path}`);
          await expectReadsWell(page, name);
        };
        try {
          await expectPage(CHECK, 'warnings');
          await page.goto(`${site}${CHECK}`);
          await page.getByRole('button', { name: /^Approve for/ }).click();
          await expectReadsWell(page, 'unticked');
          await page.goto(`${site}${CHECK}`);
          await page.getByRole('button', { name: 'Send the test' }).click();
          await page.getByLabel('these addresses:').check();
          await page.getByRole('button', { name: 'Send the test' }).click();
          await expectReadsWell(page, 'test refused');
          await byPrograms(desk);
          await page.goto(`${site}${CHECK}`);
          await page.getByText('Every step (2)').click();
          await expectReadsWell(page, 'programs');
          await edit(desk, { intro: 'Dear {{ name }},', preheader: '{{ x }}' });
          await expectPage(CHECK, 'errors');
          await edit(desk, {});
          await page.goto(`${site}${CHECK}`);
          await edit(desk, { subject: 'Another subject, in which both names are missing' });
          for (const tick of await page.locator('input[name=tick]').all()) await tick.check();
          await page.getByRole('button', { name: /^Approve for/ }).click();
          await expectReadsWell(page, 'changed');
          await edit(desk, {});
          await approveWeek(desk.app, WEEK, EDITOR);
          await expectPage(CHECK, 'approved');
          await expectPage(`${CHECK}/send-now`, 'send now');
          desk.clock.set('2026-11-26T08:56:00Z');
          await desk.app.issues.move((await desk.app.issues.find(WEEK))!.id, 'approved', 'picked', {
            at: 0,
            approval: null,
          });
          await approveWeek(desk.app, WEEK, EDITOR);
          desk.clock.set('2026-11-26T09:01:20Z');
          await expectPage(CHECK, 'undo');
          await page.goto(`${site}${CHECK}`);
          await page.getByRole('button', { name: 'Take the approval back' }).click();
          await expectReadsWell(page, 'held');
          await approveWeek(desk.app, WEEK, EDITOR);
          desk.clock.set('2026-11-26T09:20:00Z');
          await runDue(desk.app, new AbortController().signal);
          await expectPage(CHECK, 'over');
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

/** An agent's intro and a program's subject. */
async function byPrograms({ app }: TestDesk): Promise<void> {
  const change = async (who: string, words: TypedWords) => {
    const issue = await app.issues.find(WEEK);
    const done = await editWords(app, { week: WEEK, revision: issue?.revision ?? 0, who }, words);
    if (done.kind !== 'changed') throw new Error(`The words are ${done.kind}.`);
  };
  await change(agentNamed('helper'), {
    intro:
      'Three pairs this week. **The first** is about who writes your code, and the panel does not agree.\n\nRead on.',
  });
  await change(programNamed('nightly drafts'), {
    subject: 'Who writes your code, and which of two the panel ships',
  });
}
