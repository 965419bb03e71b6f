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
    mails.flatMap((mail, index) => viewsOf(mail.state, index).map(view => ({ ...mail, ...view, view }))),
  )('the $kind $state by $engine has no fault at $width pixels in the $scheme scheme', async mail => {
    expect(await judgeInPage(await openPage(), await mail.render(), mail.view)).toEqual([]);
  });
});
