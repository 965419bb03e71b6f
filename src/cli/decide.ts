import { EXIT } from '../exit.ts';
import { decideByHand } from '../newsroom/subject-trial.ts';
import { chosenWeek, withApp } from './with-app.ts';

/** `decide`: an editor's word on which of the subjects on trial the rest gets. */
export function decideCommand(options: {
  readonly week?: string;
  /** From 1, the first choice. */
  readonly subject: number;
  readonly by: string;
}): Promise<number> {
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const { subject, by } = options;
    const outcome = await decideByHand(app, week, { arm: subject - 1, by });
    if (outcome.kind === 'refused') {
      console.error(`${outcome.why}\n${outcome.fix}`);
      return EXIT.no;
    }
    console.log(
      `The rest of ${week} gets subject ${subject}. serve sends it now, or run: verdicts send --week ${week}`,
    );
    return EXIT.done;
  });
}
