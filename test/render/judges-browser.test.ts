import { expect, it } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { allMails } from '../support/judges/all-mails.ts';
import { ALL_VIEWS, judgeInPage, type View } from '../support/judges/page-judge.ts';

const mails = allMails();
const everything = process.env.CHECK_FULL === '1';

/**
 * The fullest mail is looked at in every view; each other state in one, and the four views take turns, so that every
 * view sees some of them. CHECK_FULL=1 looks at all states in all views.
 */
function viewsOf(state: string, index: number): readonly View[] {
  if (everything || state === 'fullest') return ALL_VIEWS;
  return [ALL_VIEWS[index % ALL_VIEWS.length]!];
}

describeInChromium('in a browser', openPage => {
  it.each(
    (['issue', 'letter'] as const).flatMap(kind =>
      (['react', 'mjml'] as const).map(engine => ({ kind, engine })),
    ),
  )('the $kind by $engine has no fault in any state', async ({ kind, engine }) => {
    const page = await openPage();
    for (const [index, mail] of mails.entries()) {
      if (mail.kind !== kind || mail.engine !== engine) continue;
      const rendered = await mail.render();
      for (const view of viewsOf(mail.state, index)) {
        const faults = await judgeInPage(page, rendered, view);
        const what = `${mail.state}, ${view.scheme} at ${view.width} pixels`;
        expect(faults.map(fault => `${what}: ${fault}`)).toEqual([]);
      }
    }
  });
});
