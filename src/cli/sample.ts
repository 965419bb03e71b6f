import { EXIT } from '../exit.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { CLEAR_SAMPLE, misplacedSample, sampleWords } from '../newsroom/sample-run.ts';
import { trialReaders, trialReadersWords } from '../newsroom/trial-readers.ts';
import { clearSample } from '../storage/sample/clear-sample.ts';
import { withApp } from './with-app.ts';

/** `verdicts sample clear` */
export function sampleClearCommand(): Promise<number> {
  return withApp(async app => {
    const outcome = await clearSample(app.store, app.now());
    switch (outcome.kind) {
      case 'nothing':
        console.log('There are no sample readers and no sample issue in this database.');
        return EXIT.done;
      case 'under way':
        console.error(
          `${outcome.week} is being sent at this moment. Stop the program first, then run this again.`,
        );
        return EXIT.no;
      case 'cleared':
        console.log(
          `Removed: ${sampleWords(outcome)}, with their pages, votes and links. Nothing is left of them.`,
        );
        return EXIT.done;
    }
  });
}

/** Says at the start that sample data stand where mail really goes out, or that readers stand where it does not. */
export async function tellOfSample(room: Newsroom): Promise<void> {
  const left = await trialReaders(room);
  if (left !== null) {
    room.log.warn({ ...left }, 'readers in the database that is for trying out');
    console.error(trialReadersWords(left));
  }
  const sample = await misplacedSample(room);
  if (sample === null) return;
  const found = `This database holds ${sampleWords(sample)}. Sample data must not go out through ${room.settings.MAIL_PROVIDER.join(', ')}: nothing can be approved until it is gone.`;
  room.log.warn({ ...sample }, 'sample data in the database of a real provider');
  console.error(`${found} ${CLEAR_SAMPLE}`);
}
