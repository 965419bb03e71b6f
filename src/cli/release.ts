import type { App } from '../compose.ts';
import { countOf } from '../desk/count.ts';
import { EXIT } from '../exit.ts';
import type { Issue } from '../issue/issue.ts';
import { dueAt } from '../newsroom/due-at.ts';
import { publishAhead } from '../newsroom/publish-ahead.ts';
import { approveWeek } from '../newsroom/release.ts';
import { steerWeek } from '../newsroom/steer-week.ts';
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
        if (issue) {
          console.log(
            `It goes out at ${new Date(dueAt(app, issue)).toISOString()}, or at once with: verdicts send --week ${week} --now`,
          );
          const line = await aheadLine(app, issue);
          if (line !== '') console.log(line);
        }
        return EXIT.done;
      }
    }
  });
}

/** A mail API that is slow to keep the mails holds up nobody for longer, ms. */
const PUBLISH_PATIENCE_MS = 8_000;

/** The approval stands whatever comes of it. @returns '' where there is nothing to tell */
async function aheadLine(app: App, issue: Issue): Promise<string> {
  try {
    const outcome = await publishAhead(app, issue, AbortSignal.timeout(PUBLISH_PATIENCE_MS));
    const [why] = outcome?.whys ?? [];
    if (why !== undefined)
      return `The mail API does not keep the mail for the thin wire yet: ${why}. The send asks it again, and goes in full where it must.`;
    return outcome !== null && outcome.published > 0
      ? 'The mail API keeps the mail for the thin wire now, so the send begins with its first batch.'
      : '';
  } catch (fault) {
    app.log.warn({ week: issue.week, err: fault }, 'its mails could not be published ahead of the send');
    return '';
  }
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
