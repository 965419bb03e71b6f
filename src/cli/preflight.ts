import { EXIT } from '../exit.ts';
import { askLinks } from '../newsroom/ask-links.ts';
import { checkIssue } from '../newsroom/check-issue.ts';
import { draftIssue } from '../newsroom/draft.ts';
import { findingLines } from './finding-lines.ts';
import { chosenWeek, printJson, withApp } from './with-app.ts';

interface Options {
  readonly week?: string;
  readonly json?: boolean;
  readonly links?: boolean;
}

export function preflightCommand(options: Options): Promise<number> {
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const issue = await app.issues.find(week);
    if (!issue || issue.pick.pairings.length === 0) {
      console.error(
        `Week ${week} has not been picked, or its issue is empty. Run: verdicts pick --week ${week}`,
      );
      return EXIT.no;
    }
    const draft = await draftIssue(app, issue);
    const answers = options.links ? await askLinks(app, issue, draft, 'command line') : undefined;
    const findings = await checkIssue(app, issue, draft, answers);
    const ok = findings.every(finding => finding.severity !== 'error');
    if (options.json) printJson({ week, ok, findings });
    else {
      const verdict = ok
        ? 'nothing stands in the way of approving it'
        : 'errors stand in the way of approving it';
      console.log([`${week}: ${verdict}.`, ...findingLines(findings)].join('\n'));
    }
    return ok ? EXIT.done : EXIT.no;
  });
}
