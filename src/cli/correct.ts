import { countOf } from '../desk/count.ts';
import { EXIT } from '../exit.ts';
import { correctionProgress, draftCorrection } from '../newsroom/going/correct.ts';
import { countWrongReaders } from '../storage/delivery/correction-queue.ts';
import { chosenWeek, withApp } from './with-app.ts';

interface Options {
  readonly week?: string;
  readonly wrong?: string;
  readonly right?: string;
}

/** Drafts, and says how to go on; it never sends: that needs an editor's yes at the desk. */
export function correctCommand(options: Options): Promise<number> {
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const outcome = await draftCorrection(app, week, 'command line', {
      ...(options.wrong !== undefined && { wrong: options.wrong }),
      ...(options.right !== undefined && { right: options.right }),
    });
    if (outcome.kind === 'refused') {
      console.error(`${outcome.why} ${outcome.fix}`);
      return EXIT.no;
    }
    const { issue, correction } = outcome;
    const desk = `${app.settings.PUBLIC_URL}/desk/issues/${week}/correction`;
    const progress = await correctionProgress(app, issue, correction);
    if (progress) {
      console.log(
        `The correction of ${week} was approved by ${correction.approval?.by}: ${progress.submitted} submitted, ` +
          `${progress.pending} pending, ${progress.rejected} rejected, ${progress.uncertain} uncertain. ${desk}`,
      );
      return EXIT.done;
    }
    console.log(
      outcome.kind === 'drafted'
        ? `Drafted: a correction of ${week}. Nothing is sent.`
        : `A correction of ${week} is already drafted. An issue can have only one.`,
    );
    console.log(`It would go to ${countOf(await countWrongReaders(app.store, issue.id), 'reader')}.`);
    console.log(`Write it, check it and approve it at the desk: ${desk}`);
    return EXIT.done;
  });
}
