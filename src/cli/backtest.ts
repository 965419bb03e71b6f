import { resolve } from 'node:path';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { formatProblems } from '../catalogue/problem.ts';
import { settingsOrEnd } from '../compose.ts';
import { EXIT } from '../exit.ts';
import { backtest } from '../pairing/backtest.ts';
import { formatBacktest } from '../pairing/backtest-table.ts';
import { printJson } from './with-app.ts';

interface Options {
  readonly weeks: number;
  readonly catalogue?: string;
  readonly json?: boolean;
}

/** What the picker would have done with a catalogue, week after week. Touches no database. */
export async function backtestCommand(options: Options): Promise<number> {
  const settings = settingsOrEnd();
  const loaded = await loadCatalogue(options.catalogue ? resolve(options.catalogue) : settings.CATALOGUE);
  if (loaded.kind === 'invalid') {
    console.error(formatProblems(loaded.problems));
    return EXIT.no;
  }
  const result = backtest({
    catalogue: loaded.catalogue,
    weeks: options.weeks,
    seed: settings.PICK_SEED,
    count: settings.PAIRINGS_PER_ISSUE,
    ...(process.stderr.isTTY && { onWeek: (week: string) => process.stderr.write(`\r${week}`) }),
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if (options.json) printJson(result);
  else console.log(formatBacktest(result));
  return EXIT.done;
}
