import { countOf } from '../desk/count.ts';
import { EXIT } from '../exit.ts';
import { dueAt } from '../newsroom/due-at.ts';
import { approveWeek, steerWeek } from '../newsroom/release.ts';
import { findingLines } from './finding-lines.ts';
import { chosenWeek, withApp } from './with-app.ts';

interface Options {
  readonly week?: string;
  readonly by?: string;
}

export function approveCommand(options: Options): Promise<number> {
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const outcome = await approveWeek(app, week, options.by ?? '');
    switch (outcome.kind) {
      case 'refused':
        console.error(`${outcome.why} ${outcome.fix}`);
        return EXIT.no;
      case 'errors':
        console.error(
          [`${week} was not approved: the pre-flight found errors.`, ...findingLines(outcome.findings)].join(
            '\n',
          ),
        );
        return EXIT.no;
      case 'approved': {
        if (outcome.warnings.length > 0) {
          console.log([`Warnings, ticked by ${options.by}:`, ...findingLines(outcome.warnings)].join('\n'));
        }
        console.log(
          `${week} is approved for ${countOf(outcome.audience, 'reader')}, content ${outcome.hash.slice(0, 12)}.`,
        );
        const issue = await app.issues.find(week);
        if (issue)
          console.log(
            `It goes out at ${new Date(dueAt(app, issue)).toISOString()}, or at once with: verdicts send --week ${week} --now`,
          );
        return EXIT.done;
      }
    }
  });
}

export function steerCommand(
  action: 'hold' | 'stop' | 'resume' | 'abort',
  options: Options,
): Promise<number> {
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const outcome = await steerWeek(app, week, action, options.by ?? '');
    if (outcome.kind === 'refused') {
      console.error(`${outcome.why} ${outcome.fix}`);
      return EXIT.no;
    }
    console.log(`${week} is ${outcome.state}.`);
    return EXIT.done;
  });
}
