import { expect, it } from 'vitest';
import type { IssueState } from '../../src/issue/issue.ts';
import { approveWeek } from '../../src/newsroom/release.ts';
import { sendWeek } from '../../src/newsroom/send-week.ts';
import { steerWeek } from '../../src/newsroom/steer-week.ts';
import { describeInChromium } from '../support/chromium.ts';
import { EDITOR } from '../support/desk.ts';
import { addReaders } from '../support/frozen-issue.ts';
import { onPort } from '../support/reader-site.ts';
import { expectReadsWell } from '../support/reads-well.ts';
import { describeStores } from '../support/stores.ts';
import { openWeek, PAGE, WEEK } from './desk-week.ts';
import { WORDS } from './words-form.ts';

describeStores('an issue', (open, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'reads well in every state, and says in each what to do next',
      async () => {
        const week = await openWeek(await open());
        const { app, store, clock, act } = week;
        await addReaders(store, 3, clock);
        const editor = await week.signIn();
        const site = await onPort(week.web);
        const page = await openPage({
          userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0',
          viewport: { width: 1280, height: 900 },
        });
        const cookies = [...editor.cookies].map(([name, value]) => ({ name, value, url: `${site}/desk` }));
        await page.context().addCookies(cookies);
        const look = async (state: string, path = PAGE) => {
          await page.goto(`${site}${path}`);
          expect(await page.locator('.strip .act .button').count(), state).toBe(1);
          await expectReadsWell(page, `state ${state}`);
        };
        /** A state that only other processes bring about. */
        const put = (state: IssueState, reason = '') =>
          store.db.updateTable('issues').set({ state, reason }).where('week', '=', WEEK).execute();

        await look('not picked', '/desk/issues/2026-W50');
        await look('picked');
        await approveWeek(app, WEEK, EDITOR);
        await look('approved');
        await editor.post(WORDS, { revision: String((await act()).revision), intro: 'Another word.' });
        await look('void', WORDS);
        await steerWeek(app, WEEK, 'hold', EDITOR);
        await look('held');
        await put('stopped', 'Stopped: the mail service refused everybody (554 sending paused).');
        await look('stopped');
        await put('sending');
        await look('going out');
        await put('in_review');
        await approveWeek(app, WEEK, EDITOR);
        const signal = new AbortController().signal;
        await sendWeek(app, WEEK, { now: true, signal, patienceMs: 0, who: 'test' });
        await look('sent');
        await look('to be picked', '/desk/issues/2026-W49');
      },
      240_000,
    );
  });
});
