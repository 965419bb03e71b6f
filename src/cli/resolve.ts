import { EXIT } from '../exit.ts';
import { resolveBatch } from '../newsroom/resolve-batch.ts';
import { ledgerLines } from './ledger-lines.ts';
import { chosenWeek, withApp } from './with-app.ts';

interface Options {
  readonly week?: string;
  readonly batch: number;
  readonly as: 'submitted' | 'not-sent';
  readonly by: string;
}

export function resolveCommand(options: Options): Promise<number> {
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const outcome = await resolveBatch(app, week, options);
    if (outcome.kind === 'refused') {
      console.error(`${outcome.why} ${outcome.fix}`);
      return EXIT.no;
    }
    console.log(`Batch ${options.batch} of ${week} counts as ${options.as}, by word of ${options.by}.`);
    if (options.as === 'not-sent') console.log(`It is posted again by: verdicts send --week ${week}`);
    console.log(ledgerLines(outcome.status).join('\n'));
    return EXIT.done;
  });
}
