import { countOf } from '../desk/count.ts';
import { EXIT } from '../exit.ts';
import { type Resolution, resolveBatch } from '../newsroom/resolve-batch.ts';
import { ledgerLines } from './ledger-lines.ts';
import { chosenWeek, withApp } from './with-app.ts';

interface Options {
  readonly week?: string;
  readonly batch?: number;
  readonly all?: boolean;
  readonly rejected?: boolean;
  readonly as: 'submitted' | 'not-sent';
  readonly by: string;
}

export function resolveCommand(options: Options): Promise<number> {
  const resolution = resolutionOf(options);
  if (typeof resolution === 'string') {
    console.error(resolution);
    return Promise.resolve(EXIT.usage);
  }
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const outcome = await resolveBatch(app, week, resolution);
    if (outcome.kind === 'refused') {
      console.error(`${outcome.why} ${outcome.fix}`);
      return EXIT.no;
    }
    const { readers, status } = outcome;
    const what =
      typeof resolution.batch === 'number'
        ? `Batch ${resolution.batch} of ${week} counts`
        : `${countOf(readers, 'reader')} of ${week} ${readers === 1 ? 'counts' : 'count'}`;
    console.log(`${what} as ${options.as}, on the word of ${options.by}.`);
    if (options.as === 'not-sent') {
      const resume = status.state === 'stopped' ? `verdicts resume --week ${week} --by EMAIL, then ` : '';
      console.log(`To post it again, run: ${resume}verdicts send --week ${week}`);
    }
    console.log(ledgerLines(status).join('\n'));
    return EXIT.done;
  });
}

/** @returns in words what does not go together */
function resolutionOf({ batch, all, rejected, as, by }: Options): Resolution | string {
  if (rejected) {
    if (!all || batch !== undefined) return '--rejected needs --all: it covers every such reader.';
    if (as !== 'not-sent')
      return 'Rejected readers certainly got no mail: --rejected takes only --as not-sent.';
    return { batch: 'rejected', as, by };
  }
  if (all) return batch === undefined ? { batch: 'all', as, by } : 'Give --batch or --all, not both.';
  return batch === undefined ? 'Give --batch N, or --all.' : { batch, as, by };
}
