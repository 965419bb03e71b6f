import { createHash } from 'node:crypto';
import type { Catalogue, Tool } from '../catalogue/tool.ts';
import { HOUSE_WORDS } from '../words/words.ts';
import { type Ablation, ablationOf } from './ablation.ts';
import { type Metric, metricsOf } from './backtest-metrics.ts';
import { recordWeek, type WeekRecord } from './backtest-week.ts';
import type { PastIssue, Pick } from './pairing.ts';
import { thursdayOf, weekName, weekNumber, weekOfDate } from './week.ts';

export interface BacktestOptions {
  readonly catalogue: Catalogue;
  /** How many weeks in a row. */
  readonly weeks: number;
  /** The first ISO week; without it, the first one in which half of the tools are known. */
  readonly from?: string;
  readonly seed: string;
  /** How many pairings are asked for each week. */
  readonly count: number;
  /** Also try the picker with each weight at 0 (five times the work). */
  readonly ablate?: boolean;
  /** Called after every week, with what was picked and the day that it speaks from. */
  readonly onWeek?: (week: string, pick: Pick, today: string) => void;
}

export interface Backtest {
  readonly from: string;
  readonly to: string;
  readonly weeks: number;
  readonly count: number;
  readonly metrics: readonly Metric[];
  /** Weeks that needed a relaxed rule or came out short. */
  readonly thin: readonly { readonly week: string; readonly step: number; readonly name: string }[];
  /** Empty unless asked for. */
  readonly ablation: readonly Ablation[];
  /** sha256 (hex) over all picks: equal digests mean equal picks. */
  readonly digest: string;
}

/**
 * What the picker would have done: week after week, with the tools added by then (`addedOn`) and with its own
 * earlier picks as history. The content of a week speaks from its Thursday.
 */
export function backtest(options: BacktestOptions): Backtest {
  const { catalogue, weeks, count, ablate = false, seed } = options;
  const first = options.from === undefined ? defaultStart(catalogue.tools) : weekNumber(options.from);
  const records: WeekRecord[] = [];
  const history: PastIssue[] = [];
  for (let number = first; number < first + weeks; number++) {
    const week = weekName(number);
    const today = thursdayOf(number);
    const known = catalogue.tools.filter(tool => tool.addedOn <= today);
    const input = {
      ...{ history, week, today, seed, count },
      catalogue: { ...catalogue, tools: known },
      words: HOUSE_WORDS,
    };
    const record = recordWeek(input, ablate);
    records.push(record);
    history.push({ week, pairings: record.pick.pairings });
    options.onWeek?.(week, record.pick, today);
  }
  return {
    from: weekName(first),
    to: weekName(first + weeks - 1),
    weeks,
    count,
    metrics: metricsOf(records, catalogue, count),
    thin: records.flatMap(({ week, pick: { rung } }) => (rung.step === 0 ? [] : { week, ...rung })),
    ablation: ablate ? ablationOf(records) : [],
    digest: createHash('sha256')
      .update(JSON.stringify(records.map(record => record.pick)))
      .digest('hex'),
  };
}

/** Early enough to see tools arrive, late enough that there is something to pick from. */
function defaultStart(tools: readonly Tool[]): number {
  const dates = tools.map(tool => tool.addedOn).sort();
  return weekOfDate(dates[Math.floor(dates.length / 2)] ?? '1970-01-01');
}
