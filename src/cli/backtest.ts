import { formatProblems } from '../catalogue/problem.ts';
import { settingsOrEnd } from '../compose.ts';
import { EXIT } from '../exit.ts';
import { type PickedWeek, subjectShapes } from '../issue/subject-shapes.ts';
import { backtest } from '../pairing/backtest.ts';
import { formatBacktest } from '../pairing/backtest-table.ts';
import { chosenCatalogue } from './chosen-catalogue.ts';
import { subjectLines } from './subject-lines.ts';
import { printJson } from './with-app.ts';

interface Options {
  readonly weeks: number;
  readonly catalogue?: string;
  readonly json?: boolean;
}

/** What the picker would have done with a catalogue, week after week, and how the mails' subjects would have run. Touches no database, unless the catalogue is fetched: then the last good one is in it. */
export async function backtestCommand(options: Options): Promise<number> {
  const settings = settingsOrEnd();
  const { loaded } = await chosenCatalogue(options.catalogue ?? '');
  if (loaded.kind === 'invalid') {
    console.error(formatProblems(loaded.problems));
    return EXIT.no;
  }
  const picked: PickedWeek[] = [];
  const result = backtest({
    catalogue: loaded.catalogue,
    weeks: options.weeks,
    seed: settings.PICK_SEED,
    count: settings.PAIRINGS_PER_ISSUE,
    onWeek: (week, pick, today) => {
      picked.push({ week, today, pick });
      if (process.stderr.isTTY) process.stderr.write(`\r${week}`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const subjects = subjectShapes(loaded.catalogue, picked, settings.style);
  if (options.json) printJson({ ...result, subjects });
  else console.log([formatBacktest(result), '', ...subjectLines(subjects)].join('\n'));
  return EXIT.done;
}
