import { EXIT } from '../exit.ts';
import { statusOf } from '../newsroom/status.ts';
import { ledgerLines } from './ledger-lines.ts';
import { voteLines } from './vote-lines.ts';
import { chosenWeek, printJson, withApp } from './with-app.ts';

export function statusCommand(options: { readonly week?: string; readonly json?: boolean }): Promise<number> {
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const issue = await app.issues.find(week);
    if (!issue) {
      console.error(`Week ${week} was not picked. Run: verdicts pick --week ${week}`);
      return EXIT.no;
    }
    const status = await statusOf(app, issue);
    if (options.json) printJson(status);
    else
      console.log(
        [
          ...ledgerLines(status),
          ...(issue.reason === '' ? [] : [issue.reason]),
          ...(await voteLines(app, issue)),
        ].join('\n'),
      );
    return EXIT.done;
  });
}
