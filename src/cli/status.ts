import { countOf } from '../desk/count.ts';
import { EXIT } from '../exit.ts';
import type { Issue } from '../issue/issue.ts';
import { dueAt, isAskedNow } from '../newsroom/due-at.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { hourAwaited } from '../newsroom/reader-hours.ts';
import { statusOf } from '../newsroom/status.ts';
import { waitWords } from '../newsroom/waiting.ts';
import { uncertainBatches } from '../storage/delivery/progress.ts';
import { outcomeCounts } from '../storage/feedback/outcomes.ts';
import { aheadWords, timesAhead } from '../storage/times-ahead.ts';
import { catalogueLines } from './catalogue-line.ts';
import { feedbackLines } from './feedback-lines.ts';
import { ledgerLines } from './ledger-lines.ts';
import { voteLines } from './vote-lines.ts';
import { chosenWeek, printJson, withApp } from './with-app.ts';

export function statusCommand(options: { readonly week?: string; readonly json?: boolean }): Promise<number> {
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const issue = await app.issues.find(week);
    if (!issue) {
      console.error(`Week ${week} has not been picked. Run: verdicts pick --week ${week}`);
      for (const line of await catalogueLines(app)) console.error(line);
      return EXIT.no;
    }
    const status = await statusOf(app, issue);
    if (options.json) {
      const { waiting, ...ledger } = status;
      const until = waiting && { ...waiting, until: new Date(waiting.until).toISOString() };
      printJson({
        ...ledger,
        reason: issue.reason,
        waiting: until,
        catalogue: (await catalogueLines(app)).join(' '),
      });
      return EXIT.done;
    }
    const hour = await hourAwaited(app, issue);
    const early =
      hour === null ? [] : [`The next readers get it at their local time, ${new Date(hour).toISOString()}.`];
    const waiting = status.waiting?.kind === 'hour' ? '' : waitWords(status.waiting);
    const reason = issue.reason === '' ? [] : [issue.reason];
    console.log(
      [
        ...ledgerLines(status),
        ...feedbackLines(await outcomeCounts(app.store, issue.id)),
        ...goingLines(app, issue),
        ...early,
        ...(waiting === '' ? [] : [waiting]),
        ...(await uncertainLines(app, issue)),
        ...[aheadWords(await timesAhead(app.store, app.now()))].filter(words => words !== ''),
        ...(await catalogueLines(app)),
        ...reason,
        ...(await voteLines(app, issue)),
      ].join('\n'),
    );
    return EXIT.done;
  });
}

/** Why nobody knows of some readers whether they have it: what an editor decides by. */
async function uncertainLines(room: Newsroom, issue: Issue): Promise<string[]> {
  const batches = await uncertainBatches(room.store, issue.id);
  return [...Map.groupBy(batches, ({ reason }) => reason)].map(([reason, alike]) => {
    const readers = alike.reduce((sum, { members }) => sum + members, 0);
    const numbers = alike.slice(0, NUMBERS_SHOWN).map(({ n }) => n);
    const more = alike.length > NUMBERS_SHOWN ? ' …' : '';
    const unseen = alike.reduce((sum, { members, unseenAt }) => sum + (unseenAt === null ? 0 : members), 0);
    const record =
      unseen === 0
        ? ''
        : ` The mail API's own record shows mails from before and after, and not ${unseen === readers ? 'these' : `${unseen} of them`}.`;
    return `Uncertain: ${countOf(readers, 'reader')} of batch ${numbers.join(', ')}${more}. ${reason}${record}`.trim();
  });
}

const NUMBERS_SHOWN = 8;

/** When an approved issue goes that has not started. */
function goingLines(room: Newsroom, issue: Issue): string[] {
  if (issue.state !== 'approved') return [];
  if (isAskedNow(issue))
    return ['An editor has asked for it to go now: the scheduler starts it on its next round.'];
  return [`Approved by ${issue.approval?.by}; goes out at ${new Date(dueAt(room, issue)).toISOString()}.`];
}
